// diagnose.js: the module script that a page embeds. It defines the element <mcpx-diagnose>.
import { defineElement } from '../element.js'

defineElement(() => import('./lazy.js'))
