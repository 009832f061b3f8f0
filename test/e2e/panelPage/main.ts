import '#renderer/app.css'
import { mount } from 'svelte'
import PanelPage from './PanelPage.svelte'

mount(PanelPage, { target: document.getElementById('app')! })
