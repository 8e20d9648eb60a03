import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { applyTypeSize } from '#ui/LargeType'
import { pages } from './pages.tsx'
import { newRouter } from './router.tsx'
import { newQueryClient } from './session.tsx'
import '../ui/ui.css'
import '../ui/kit.css'
import '../ui/forms.css'
import './app.css'

applyTypeSize()

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')

createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={newQueryClient()}>
      <RouterProvider router={newRouter(pages)} />
    </QueryClientProvider>
  </StrictMode>,
)
