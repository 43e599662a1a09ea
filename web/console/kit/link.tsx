/** Links inside the console with Mantine's looks; lists take `component={Link}` of the router. */
import { Anchor, Button, type ButtonProps, Menu, type MenuItemProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentPropsWithRef, ReactElement } from 'react'

/** A link in text, or around the name of a row. */
export const LinkAnchor = createLink(Anchor<'a'>)

/** A button that leads to a page: a link to the browser, so that it opens in another tab, too. */
export const LinkButton = createLink(ButtonAnchor)

function ButtonAnchor(props: ButtonProps & Omit<ComponentPropsWithRef<'a'>, keyof ButtonProps>): ReactElement {
  return <Button component="a" {...props} />
}

/** An item of a menu that leads to a page. */
export const LinkMenuItem = createLink(MenuItemAnchor)

function MenuItemAnchor(props: MenuItemProps & Omit<ComponentPropsWithRef<'a'>, keyof MenuItemProps>): ReactElement {
  return <Menu.Item component="a" {...props} />
}
