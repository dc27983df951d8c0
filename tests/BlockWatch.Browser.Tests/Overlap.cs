namespace BlockWatch.Browser.Tests;

/// <summary>Finds texts that lie on each other.</summary>
internal static class Overlap
{
    /// <summary>Two texts that overlap by more than two pixels each way; empty when there are none.</summary>
    public const string Script =
        """
        () => {
          const boxes = [];
          const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
          for (let node = texts.nextNode(); node; node = texts.nextNode()) {
            const clipped = node.parentElement.closest(".flame-area, .track-name, svg, pre, .stack, script, option");
            if (clipped || node.data.trim() === "" || !node.parentElement.checkVisibility()) {
              continue;
            }
            const range = document.createRange();
            range.selectNodeContents(node);
            boxes.push(...[...range.getClientRects()].map((box) => ({ box, node })));
          }
          for (const one of boxes) {
            for (const other of boxes) {
              const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
              const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
              if (one.node !== other.node && width > 2 && height > 4) {
                return `${one.node.data} / ${other.node.data}`;
              }
            }
          }
          return "";
        }
        """;
}
