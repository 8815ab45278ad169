// The first quote takes the company's name as it is typed.
const shown = document.querySelector<HTMLElement>('[data-company]')
const field = document.querySelector<HTMLInputElement>('#company')
if (shown && field) {
  const before = shown.textContent
  const show = () => {
    shown.textContent = field.value.trim() || before
  }
  field.addEventListener('input', show)
  if (field.value) show()
}
