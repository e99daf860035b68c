/** `/users`, `/user/{id}`, `/search/users`. */
import express, { type Response, type Router } from 'express';
import { findUser, type GitHubContext, sendGitHubError, showUser } from './answers.ts';
import { CREATED, type GitHubUser } from './state.ts';

export function gitHubUsers({ state }: GitHubContext): Router {
  const router = express.Router();

  const sendUser = (response: Response, user: GitHubUser | undefined): void => {
    if (user === undefined) {
      sendGitHubError(response, 404);
      return;
    }
    response.json({
      ...showUser(user),
      name: user.name,
      company: null,
      blog: '',
      location: null,
      email: user.email,
      hireable: null,
      bio: null,
      public_repos: 0,
      public_gists: 0,
      followers: 0,
      following: 0,
      created_at: CREATED,
      updated_at: CREATED,
    });
  };
  router.get('/users/:login', (request, response) => sendUser(response, findUser(state, request.params.login)));
  router.get('/user/:id', (request, response) =>
    sendUser(
      response,
      state.users.find(({ id }) => String(id) === request.params.id),
    ),
  );

  /** As on GitHub, words of the query that are no qualifier match public text inexactly. */
  router.get('/search/users', (request, response) => {
    const query = String(request.query.q ?? '');
    if (query === '') return sendGitHubError(response, 422);
    const words = query
      .split(' ')
      .filter((word) => !/^(in|type):/.test(word))
      .map((word) => word.replaceAll('"', '').toLowerCase());
    const name = (word: string): string => word.split('@')[0] ?? word;
    const found = state.users.filter((user) =>
      words.every((word) => `${user.email ?? ''} ${user.login}`.toLowerCase().includes(name(word))),
    );
    response.json({
      total_count: found.length,
      incomplete_results: false,
      items: found.slice(0, Number(request.query.per_page ?? 30)).map((user) => ({ ...showUser(user), score: 1 })),
    });
  });

  return router;
}
