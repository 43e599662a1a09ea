/** Whether keys without Ctrl do something: who dictates or slips on the keyboard switches them off (WCAG 2.1.4). */
import { useLocalStorage } from '@mantine/hooks'

/** On from the start; remembered by this browser, for all of its tabs. */
export function useSingleKeys(): readonly [isOn: boolean, setOn: (isOn: boolean) => void] {
  const [isOn, setOn] = useLocalStorage({
    key: 'openidv.single-keys',
    defaultValue: true,
    getInitialValueInEffect: false,
  })
  return [isOn, setOn]
}
