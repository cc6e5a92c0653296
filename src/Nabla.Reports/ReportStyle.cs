namespace Nabla.Reports;

/// <summary>The look of the page: light, dark where the reader prefers it, and plain on paper.</summary>
static class ReportStyle
{
    public const string Sheet = """

        :root { --page: #f6f8fa; --card: #ffffff; --edge: #d8dee4; --ink: #1f2328; --soft: #57606a; --bad: #c0392b; }
        @media screen and (prefers-color-scheme: dark) { :root { --page: #0d1117; --card: #14181f; --edge: #30363d;
          --ink: #e6edf3; --soft: #a3adb8; --bad: #f2735f; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 2rem 1.25rem; max-width: 76rem; background: var(--page); color: var(--ink);
          font: 15px/1.5 "Helvetica Neue", Helvetica, Arial, "DejaVu Sans", sans-serif; }
        h1 { margin: 0; font-size: 1.7rem; overflow-wrap: anywhere; }
        h2 { margin: 2rem 0 .6rem; font-size: 1.15rem; }
        .lead { margin: .3rem 0 1.2rem; color: var(--soft); font-size: 1.05rem; overflow-wrap: anywhere; }
        .status { margin-left: .4rem; padding: .1rem .6rem; border: 1px solid var(--edge); border-radius: 1rem;
          font-size: .85rem; color: var(--ink); }
        .status.bad { color: var(--bad); border-color: var(--bad); }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .7rem; margin: 0 0 1.5rem; }
        .tiles div { padding: .7rem .9rem; background: var(--card); border: 1px solid var(--edge); border-radius: 8px; }
        .tiles dt { color: var(--soft); font-size: .85rem; }
        .tiles dd { margin: 0; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums; }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 1rem; align-items: start; margin-top: 1.5rem; }
        figure { margin: 0; text-align: center; }
        figure svg { max-width: 100%; height: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: .2rem .9rem .2rem 0; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
        th { font-weight: 400; color: var(--soft); white-space: nowrap; }
        pre { margin: .4rem 0 0; padding: .7rem .9rem; overflow-x: auto; background: var(--card); border: 1px solid var(--edge);
          border-radius: 8px; font: 13px/1.45 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        footer { margin-top: 2.5rem; color: var(--soft); font-size: .85rem; }
        @media print { body { max-width: none; padding: 0; background: none; } .figures { grid-template-columns: 1fr 1fr; }
          figure, .tiles { break-inside: avoid; } pre { white-space: pre-wrap; } }

        """;
}
