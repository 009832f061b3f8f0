import './app.css'
import { mount } from 'svelte'
import AppView from './App.svelte'
import { connectToCore } from './state/connection.ts'
import { App } from './state/app.svelte.ts'
import { keepPageOnDrop } from './state/images/imageFiles.ts'
import { preferences } from './state/preferences.svelte.ts'

keepPageOnDrop()
preferences.apply()
matchMedia('(prefers-color-scheme: light)').addEventListener('change', () => preferences.apply())

// the loss may be told before there is an application to show it
const loss = { isKnown: false, tell: () => {} }
const connection = await connectToCore(() => {
  loss.isKnown = true
  loss.tell()
})
const app = new App(connection)
loss.tell = () => (app.isLost = true)
if (loss.isKnown) loss.tell()
mount(AppView, { target: document.getElementById('app')!, props: { app } })
