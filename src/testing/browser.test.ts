import { expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'

it('draws Chinese letters with a real font, none of them as the same empty box', { timeout: 60_000 }, async () => {
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    const pixels = (text: string) => page.evaluate((letters) => {
      const pen = Object.assign(document.createElement('canvas'), { width: 60, height: 60 }).getContext('2d')!
      pen.font = '40px sans-serif'
      pen.fillText(letters, 5, 45)
      return pen.getImageData(0, 0, 60, 60).data.join()
    }, text)
    expect(await pixels('同')).not.toBe(await pixels('心'))
    expect(await pixels('同')).toBe(await pixels('同'))
  } finally {
    await browser.close()
  }
})
