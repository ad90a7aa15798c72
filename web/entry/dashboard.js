// dashboard.js: the script of the telemetry dashboard.
import { openSource } from '../dashboard/source.js'
import { showDashboard } from '../dashboard/view.js'
import { followThemeButton } from '../parts/theme.js'

const address = document.querySelector('meta[name="mcpx-stats"]').content
followThemeButton()
showDashboard(document.getElementById('dashboard'), document.getElementById('about'), openSource(address))
