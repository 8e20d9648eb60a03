/** Long passwords that are guessed first all the same. Compared without case. */
const COMMON = new Set([
  'password123', 'password1234', 'qwertyuiop', 'qwerty12345', '1234567890', '12345678910', '0123456789', '0987654321', '9876543210',
  '1111111111', '0000000000', '8888888888', '6666666666', '1q2w3e4r5t', '1qaz2wsx3edc', 'asdfghjkl1', 'abcd123456', 'abc1234567',
  'a123456789', 'aa12345678', 'q123456789', 'woaini1314', 'woaini520520', 'iloveyou123', 'admin123456', 'administrator', 'letmein123',
  'welcome123', 'changeme123', 'zhongguo123', 'tongxin123', 'tongxin2026',
])

/** A shorter login stands in many good sentences by chance. */
const SHORTEST_LOGIN = 4

/** Why a password is too weak, as a Chinese sentence; undefined when it will do. Length counts, not kinds of characters. */
export function weakness(password: string, login: string): string | undefined {
  const plain = password.toLowerCase()
  if ([...password].length < 10) return '密码至少 10 个字符。'
  if (COMMON.has(plain) || new Set(plain).size < 4) return '这个密码太常见，容易被猜到。'
  if (login.length >= SHORTEST_LOGIN && plain.includes(login.toLowerCase())) return '密码不能包含账号。'
  return undefined
}
