// The signing pages' small script: the waiting page is told how it stands as it happens, the app is opened on the same device, and a
// signature can be drawn.
const order = document.querySelector<HTMLElement>('[data-order]')?.dataset.order
if (order) {
  const words = document.querySelector('[data-words]')
  const time = document.querySelector('[data-time]')
  const line = document.querySelector<HTMLElement>('.progress')
  // The line is drawn whole for as long as there is time; when the app is opened there is more of it.
  const draw = (seconds: string, gone: string) => {
    line?.classList.remove('drawn')
    void line?.offsetWidth
    line?.style.setProperty('--time', `${seconds}s`)
    line?.style.setProperty('--gone', `-${gone}s`)
    line?.classList.add('drawn')
  }
  let seconds = line?.dataset.seconds ?? '0'
  draw(seconds, line?.dataset.gone ?? '0')
  const source = new EventSource(`${order}/handelser`)
  source.onmessage = event => {
    const waiting = JSON.parse(event.data) as {
      state: string
      words: string
      qr: string | null
      time: { words: string; seconds: number; gone: number } | null
    }
    if (words && words.textContent !== waiting.words) words.textContent = waiting.words
    if (time && waiting.time && String(waiting.time.seconds) !== seconds) {
      seconds = String(waiting.time.seconds)
      draw(seconds, String(waiting.time.gone))
      time.textContent = waiting.time.words
    }
    const plate = document.querySelector<HTMLElement>('[data-plate]')
    const code = plate?.querySelector('[data-qr]')
    if (plate && code) {
      if (waiting.qr) code.innerHTML = waiting.qr
      else plate.hidden = true
    }
    if (waiting.state !== 'pending') {
      source.close()
      location.reload()
    }
  }
  // Opened once by itself; a person can press again.
  const start = document.querySelector<HTMLAnchorElement>('[data-start]')
  if (start && !sessionStorage.getItem(order)) {
    sessionStorage.setItem(order, 'started')
    if (start.protocol !== 'http:') start.click()
  }
}

const pad = document.querySelector<HTMLCanvasElement>('canvas.pad')
const drawing = document.querySelector<HTMLInputElement>('input[name=drawing]')
const context = pad?.getContext('2d')
if (pad && drawing && context) {
  const area = document.querySelector<HTMLElement>('[data-draw]')
  if (area) area.hidden = false
  context.lineWidth = 5
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.strokeStyle = '#1a1c1f'
  let down = false
  let drawn = false
  const at = (e: PointerEvent): [number, number] => {
    const box = pad.getBoundingClientRect()
    return [((e.clientX - box.left) * pad.width) / box.width, ((e.clientY - box.top) * pad.height) / box.height]
  }
  pad.addEventListener('pointerdown', e => {
    down = true
    pad.setPointerCapture(e.pointerId)
    context.beginPath()
    context.moveTo(...at(e))
  })
  pad.addEventListener('pointermove', e => {
    if (!down) return
    context.lineTo(...at(e))
    context.stroke()
    drawn = true
  })
  pad.addEventListener('pointerup', () => {
    down = false
  })
  document.querySelector('[data-clear]')?.addEventListener('click', () => {
    context.clearRect(0, 0, pad.width, pad.height)
    drawn = false
  })
  pad.closest('form')?.addEventListener('submit', () => {
    drawing.value = drawn ? pad.toDataURL('image/png') : ''
  })
}
