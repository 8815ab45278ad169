// Our own icons: 20 px grid, 1.5 px stroke, round ends. Always beside a word, except where a name for screen readers is given.
const paths = {
  plus: 'M10 4v12M4 10h12',
  search: 'M9 15a6 6 0 1 0 0-12 6 6 0 0 0 0 12Zm4.5-1.5L17 17',
  question: 'M3.5 4.5h13v9h-8L5 16.5v-3H3.5z',
  calendar: 'M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5',
  check: 'M4 10.5 8 14.5 16 5.5',
  warning: 'M10 3.5 17.5 16.5h-15zM10 8.5v4M10 14.6v.1',
  download: 'M10 3v10m-4-4 4 4 4-4M4 16.5h12',
  file: 'M5 2.5h6.5L15.5 6.5v11h-10.5zM11.5 2.5v4h4',
  eye: 'M2 10s3-5.5 8-5.5 8 5.5 8 5.5-3 5.5-8 5.5S2 10 2 10Zm8 2.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6Z',
  phone: 'M6.5 2.5h7v15h-7zM9 15h2',
  undo: 'M7 5 3.5 8.5 7 12M3.5 8.5h8a5 5 0 0 1 0 8H8',
  drag: 'M7 5v.1M13 5v.1M7 10v.1M13 10v.1M7 15v.1M13 15v.1',
  more: 'M4.5 9.6v.8M10 9.6v.8M15.5 9.6v.8',
  left: 'M12 4 6 10l6 6',
  right: 'M8 4l6 6-6 6',
  up: 'M4 12l6-6 6 6',
  down: 'M4 8l6 6 6-6',
  close: 'M5 5l10 10M15 5 5 15',
  camera: 'M3 6.5h3.2L7.5 4.5h5l1.3 2H17V16H3zM10 13.8a2.9 2.9 0 1 0 0-5.8 2.9 2.9 0 0 0 0 5.8Z',
  minus: 'M4 10h12',
  picture: 'M3 4h14v12H3zM3 13l4-4 4 4 2.5-2.5L17 14M13 7.5v.1',
  mail: 'M3 5h14v10.5H3zM3 5.5l7 5.5 7-5.5',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  jobs: 'M3.5 4.5h13M3.5 10h13M3.5 15.5h8',
  clients:
    'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 16.5c0-3 2.5-5 5.5-5s5.5 2 5.5 5M13 3.8a3 3 0 0 1 0 5.4M15 11.8c1.8.7 3 2.4 3 4.7',
  articles: 'M3.5 4h5v5h-5zM11.5 4h5v5h-5zM3.5 11.5h5v5h-5zM11.5 11.5h5v5h-5z',
  settings:
    'M10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2M4.7 4.7l1.4 1.4M13.9 13.9l1.4 1.4M15.3 4.7l-1.4 1.4M6.1 13.9l-1.4 1.4',
  clock: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 5.5V10l3 2',
  language: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM2.5 10h15M10 2.5c-5 5-5 10 0 15M10 2.5c5 5 5 10 0 15',
} as const
export type IconName = keyof typeof paths

export function Icon({ name, title }: { name: IconName; title?: string }) {
  const path = <path d={paths[name]} />
  if (!title)
    return (
      <svg className="icon" viewBox="0 0 20 20" aria-hidden="true">
        {path}
      </svg>
    )
  return (
    <svg className="icon" viewBox="0 0 20 20" role="img" aria-label={title}>
      {path}
    </svg>
  )
}
