import { BarController, CategoryScale, Chart, Filler, LineController, LineElement, LinearScale, PointElement } from 'chart.js'
import { TexturedBar } from './texturedBar.ts'

Chart.register(BarController, TexturedBar, LineController, LineElement, PointElement, CategoryScale, LinearScale, Filler)
// under the id of its parent it would not be taken
Chart.defaults.set('datasets.bar', { dataElementType: TexturedBar.id })

export { Chart }
