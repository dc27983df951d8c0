namespace BlockWatch.Browser.Tests;

/// <summary>Finds text that is too faint, by the formula of WCAG 2.1.</summary>
internal static class Contrast
{
    /// <summary>The texts with a contrast under 4.5 to the first ground behind them that is not transparent, each with its contrast.</summary>
    public const string Script =
        """
        () => {
          const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
          const luminance = (colour) => {
            const [r, g, b] = channels(colour).map((value) => value / 255).map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const groundOf = (node) => {
            for (let at = node; at; at = at.parentElement) {
              const ground = getComputedStyle(at).backgroundColor;
              if ((channels(ground)[3] ?? 1) > 0.99) {
                return ground;
              }
            }
            return "rgb(255, 255, 255)";
          };
          const faint = new Set();
          for (const node of document.body.querySelectorAll("*")) {
            const hasText = [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim() !== "");
            if (!hasText || !node.checkVisibility() || node.closest("script, style, svg, option")) {
              continue;
            }
            const [one, other] = [luminance(getComputedStyle(node).color), luminance(groundOf(node))];
            const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
            if (contrast < 4.5) {
              faint.add(`${contrast.toFixed(2)}: ${node.className || node.tagName} ${node.textContent.slice(0, 40)}`);
            }
          }
          return [...faint];
        }
        """;
}
