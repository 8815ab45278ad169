export const $ = <T extends Element = HTMLElement>(selector: string, within: ParentNode = document) =>
  within.querySelector<T>(selector)

export const parsed = (html: string) => new DOMParser().parseFromString(html, 'text/html')
