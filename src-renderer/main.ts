import './app.css'
import { mount } from 'svelte'
import AppView from './App.svelte'
import { connectToCore } from './state/connection.ts'
import { App } from './state/app.svelte.ts'
import { preferences } from './state/preferences.svelte.ts'

preferences.apply()
matchMedia('(prefers-color-scheme: light)').addEventListener('change', () => preferences.apply())

let app: App | undefined
const connection = await connectToCore(() => app && (app.isLost = true))
app = new App(connection)
mount(AppView, { target: document.getElementById('app')!, props: { app } })
