/**
 * Links to pages of the console: Mantine's styles with the router's types, which reject a misspelt address or filter.
 */
import {
  Anchor,
  type AnchorProps,
  Button,
  type ButtonProps,
  Card,
  type CardProps,
  NavLink,
  type NavLinkProps,
} from '@mantine/core';
import { createLink, type LinkProps } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

/** The address of a page. */
export type Address = NonNullable<LinkProps['to']>;

type OfAnchor<Look> = Look & Omit<ComponentProps<'a'>, keyof Look>;

export const TextLink = createLink((props: OfAnchor<AnchorProps>) => <Anchor {...props} />);
export const ButtonLink = createLink((props: OfAnchor<ButtonProps>) => <Button component="a" {...props} />);
export const MenuLink = createLink((props: OfAnchor<NavLinkProps>) => <NavLink {...props} />);
export const CardLink = createLink((props: OfAnchor<CardProps>) => <Card component="a" {...props} />);
