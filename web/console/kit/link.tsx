/** Links inside the console with Mantine's looks; menus and lists take `component={Link}` of the router. */
import { Anchor, Button } from '@mantine/core'
import { createLink } from '@tanstack/react-router'

/** A link in text, or around the name of a row. */
export const LinkAnchor = createLink(Anchor<'a'>)

/** A button that leads to a page. */
export const LinkButton = createLink(Button<'a'>)
