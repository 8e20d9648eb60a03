import { App, ConfigProvider, type ThemeConfig } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import type { ReactNode } from 'react'
import { useLargeType } from '../LargeType.tsx'
import { deskTextSize, radius, sansFamily, tokens } from '../tokens.tsx'
import './desk.css'

const LARGE = 1.25
/** `--accent-pressed`: what Ant Design would derive is too light below white words. */
const ACCENT_PRESSED = '#95421F'

/** A finger needs 44 px, a mouse does not. */
const controlHeight = () => (window.matchMedia('(pointer: coarse)').matches ? 44 : 32)

function themeOf(fontSize: number): ThemeConfig {
  return {
    token: {
      colorPrimary: tokens.accent, colorPrimaryHover: ACCENT_PRESSED, colorPrimaryActive: ACCENT_PRESSED, colorLink: tokens.link, colorLinkHover: tokens.link, colorInfo: tokens.link,
      colorSuccess: tokens.met, colorWarning: tokens['due-soon'], colorError: tokens.overdue,
      colorText: tokens.ink, colorTextSecondary: tokens.secondary, colorTextTertiary: tokens.secondary,
      colorTextDescription: tokens.secondary, colorTextPlaceholder: tokens.secondary,
      colorBorderSecondary: tokens.line, colorBgLayout: tokens.ground, controlHeight: controlHeight(), borderRadius: radius, fontFamily: sansFamily, fontSize,
      motionDurationSlow: '0.14s', motionDurationMid: '0.12s', motionDurationFast: '0.08s',
    },
    components: {
      Table: { headerBg: tokens.paper, headerColor: tokens.secondary, headerSplitColor: 'transparent', cellPaddingBlock: 9, cellPaddingInline: 12 },
    },
  }
}

/** Ant Design in our colours, sizes and language. Only desk pages stand below it: nothing of it reaches a phone. */
export function DeskTheme({ children }: { readonly children: ReactNode }) {
  const large = useLargeType()
  return (
    <ConfigProvider locale={zhCN} theme={themeOf(large ? deskTextSize * LARGE : deskTextSize)} button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}>
      <App component={false}>{children}</App>
    </ConfigProvider>
  )
}
