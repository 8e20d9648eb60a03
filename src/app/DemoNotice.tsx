import { Notice } from '#ui/Notice'

/** Nobody shall take an invented child for a real one, on any page. */
export function DemoNotice() {
  return <aside aria-label="演示"><Notice><b>演示数据</b>：全部虚构，请勿录入真实信息。</Notice></aside>
}
