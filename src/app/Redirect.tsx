import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

/**
 * Goes on once, to the address given when it was first drawn. The router's own Navigate goes again at every drawing,
 * and a layout that is drawn while the address changes would then wrap the way back into itself for ever.
 */
export function Redirect({ href }: { readonly href: string }) {
  const navigate = useNavigate()
  const [target] = useState(href)
  useEffect(() => { void navigate({ href: target, replace: true }) }, [navigate, target])
  return null
}
