# Debian's glibc, because the Temporal SDK's native part needs it.
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --workspaces=false

FROM node:24-slim AS console
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.json ./
COPY console/package.json console/
RUN npm ci
COPY domain domain
COPY api/client api/client
COPY console console
RUN npm run build:console

FROM node:24-slim
# The certificates that TLS to Temporal Cloud, Jira and the providers is checked against.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production LEASEHOLD_DATA=/var/lib/leasehold
RUN mkdir -p /var/lib/leasehold && chown node:node /var/lib/leasehold
COPY --from=dependencies /app/node_modules node_modules
COPY . .
COPY --from=console /app/console/dist console/dist
USER node
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 8080}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# node itself, which reads TypeScript, and not npm: it hears SIGTERM, and drains its workers before it ends.
CMD ["node", "commands/serve.ts"]
