import type { CSSProperties, ReactNode } from 'react'

/** The attributes of `<mcpx-diagnose>`. */
export interface DiagnoseAttributes {
  /** The first view: `classify` (the default), `heartbeat`, `fleet` or `codes`. */
  view?: 'classify' | 'heartbeat' | 'fleet' | 'codes'
  /** `light` or `dark`. Without it, the element follows the site. */
  theme?: 'light' | 'dark'
  style?: CSSProperties
  className?: string
  id?: string
}

export interface DiagnoseProps extends DiagnoseAttributes {
  /** The address of the script within the site, without its `baseUrl`. The default is `/mcpx/diagnose.js`. */
  src?: string
}

/**
 * The diagnostics page in a page of a Docusaurus site. Add the folder `page` of this package to `staticDirectories`.
 *
 * @example
 * import Diagnose from '@mcpproxy/mcpx/docusaurus'
 *
 * <Diagnose view="codes" />
 */
export default function Diagnose(props: DiagnoseProps): ReactNode
