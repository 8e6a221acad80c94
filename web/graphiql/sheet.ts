// Stands in for the package react-style-singleton, by which dialogs keep the page behind them from scrolling. That
// package writes <style> elements, which our content security policy forbids; a constructed sheet is allowed.
import { useEffect } from "react";

/** A style sheet that is on the page while anybody needs it. */
export function stylesheetSingleton() {
  let users = 0;
  const sheet = new CSSStyleSheet();
  return {
    add(css: string) {
      users += 1;
      if (users > 1) return;
      sheet.replaceSync(css);
      document.adoptedStyleSheets.push(sheet);
    },
    remove() {
      users -= 1;
      if (users > 0) return;
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    },
  };
}

/** The same as a hook. */
export function styleHookSingleton() {
  const sheet = stylesheetSingleton();
  return (css: string, isDynamic?: boolean) => {
    useEffect(() => {
      sheet.add(css);
      return () => sheet.remove();
    }, [css && isDynamic]);
  };
}

/** The same as a component. */
export function styleSingleton() {
  const useSheet = styleHookSingleton();
  return ({ styles, dynamic }: { styles: string; dynamic?: boolean }) => {
    useSheet(styles, dynamic);
    return null;
  };
}
