namespace Stroll.Cli.Report;

/// <summary>How the page looks: calm, one accent, both colour schemes, from a telephone's 360 px to a wide desk.</summary>
internal static class ReportStyle
{
    internal const string Css = """
        :root { --page: #f7f7f4; --card: #fff; --ink: #22262b; --quiet: #676d75; --rule: #e3e3dd; --track: #e9e9e4; --good: #2f7d5b;
          --held: #a86a12; --bad: #b3403a; --accent: #2c6a94; --shade: rgba(44, 106, 148, .10);
          --c0: #2c6a94; --c1: #b5622a; --c2: #3d7f52; --c3: #7b5aa6; --c4: #a34a6f; --c5: #5d6b1f; }
        @media (prefers-color-scheme: dark) { :root { --page: #16181b; --card: #1e2124; --ink: #e4e6e8; --quiet: #99a0a8; --rule: #30343a;
          --track: #33373c; --good: #63b98f; --held: #d9a24c; --bad: #e07a73; --accent: #74aed6; --shade: rgba(116, 174, 214, .14);
          --c0: #74aed6; --c1: #e0975f; --c2: #78bf8e; --c3: #b197dd; --c4: #da8aaa; --c5: #b3c05e; } }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
        main { max-width: 1240px; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
        h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .4rem; font-weight: 650; letter-spacing: -.01em; overflow-wrap: anywhere; }
        h2 { font-size: 1.15rem; margin: 2.5rem 0 .3rem; font-weight: 650; }
        h3 { font-size: 1rem; margin: 0; font-weight: 650; overflow-wrap: anywhere; }
        p { margin: .3rem 0; }
        a { color: var(--accent); text-decoration: none; } a:hover { text-decoration: underline; }
        code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .9em; }
        small { font-size: .82em; }
        .muted { color: var(--quiet); font-size: .9rem; }
        .note { border-left: 3px solid var(--held); padding: .2rem 0 .2rem .8rem; max-width: 46rem; font-size: .95rem; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: .75rem; margin-top: 1.25rem; }
        .tile, .card, .plot, .shelf { background: var(--card); border: 1px solid var(--rule); border-radius: 10px; }
        .tile { padding: .8rem .9rem; display: flex; flex-direction: column; }
        .tile b { font-size: 1.35rem; font-weight: 650; line-height: 1.25; font-variant-numeric: tabular-nums; }
        .tile span { font-size: .92rem; } .tile small { color: var(--quiet); }
        .cards { columns: 3 340px; column-gap: .9rem; margin-top: .7rem; }
        .card { padding: .9rem 1rem; break-inside: avoid; margin-bottom: .9rem; }
        .card > header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .6rem; margin-bottom: .5rem; }
        .card > header .chip { margin-left: auto; }
        .card .when { width: 100%; font-size: .84rem; }
        .chip { font-size: .78rem; padding: .08rem .55rem; border-radius: 99px; border: 1px solid var(--rule); color: var(--quiet); }
        .chip.good { color: var(--good); border-color: currentColor; } .chip.held { color: var(--held); border-color: currentColor; }
        .line { border-top: 1px solid var(--rule); }
        .line summary { display: grid; grid-template-columns: 1fr auto; gap: .15rem .8rem; padding: .5rem 0; cursor: pointer; list-style: none; align-items: center; }
        .line summary::-webkit-details-marker { display: none; }
        .line summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
        .name { overflow-wrap: anywhere; } .name b { font-weight: 600; font-variant-numeric: tabular-nums; }
        .amount, .total, .percent, .grams { font-variant-numeric: tabular-nums; white-space: nowrap; }
        .amount { text-align: right; }
        .sure { height: 6px; border-radius: 3px; background: var(--track); } .sure i { display: block; height: 100%; border-radius: 3px; background: var(--good); }
        .line.held .sure i { background: var(--held); } .line.never .sure i { background: var(--bad); }
        .percent { color: var(--quiet); font-size: .82rem; text-align: right; }
        .why { font-size: .86rem; padding-bottom: .6rem; } .why ul { margin: .3rem 0; padding-left: 1.1rem; } .why li { margin: .2rem 0; overflow-wrap: anywhere; }
        .total { display: flex; justify-content: space-between; border-top: 1px solid var(--rule); padding-top: .45rem; margin: 0; font-weight: 600; }
        .total + .total { border: 0; padding-top: 0; } .total.held, .total.not { font-weight: 400; color: var(--quiet); font-size: .9rem; }
        .truth { font-size: .84rem; margin: .5rem 0 0; } .truth.right { color: var(--good); } .truth.wrong { color: var(--bad); }
        .timeline { margin-top: .5rem; overflow: visible; } .stay { fill: var(--shade); stroke: var(--accent); stroke-opacity: .45; }
        .grid { stroke: var(--rule); } .zero { stroke: var(--quiet); stroke-opacity: .55; }
        .tick { fill: var(--quiet); font-size: 11px; } .who { fill: var(--ink); font-size: 12px; }
        circle.took { fill: var(--c0); stroke: var(--page); stroke-width: 1.5; } circle.put { fill: var(--c1); stroke: var(--page); stroke-width: 1.5; }
        .legend .dot { display: inline-block; width: .65em; height: .65em; border-radius: 50%; margin-left: .6em; } .dot.took { background: var(--c0); } .dot.put { background: var(--c1); }
        rect.change { fill: var(--quiet); fill-opacity: .55; } .legend .stick { display: inline-block; width: 3px; height: .9em; border-radius: 2px; margin: 0 .1em 0 .6em; background: var(--quiet); vertical-align: -.1em; opacity: .55; }
        .questions { padding-left: 1.4rem; font-size: .92rem; } .questions li { margin: .5rem 0; overflow-wrap: anywhere; }
        .plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr)); gap: .9rem; margin-top: .7rem; }
        figure { margin: 0; } .plot { padding: .7rem .8rem .6rem; } .plot:target, .card:target { outline: 2px solid var(--accent); }
        figcaption { font-size: .88rem; display: flex; flex-wrap: wrap; column-gap: .35rem; align-items: baseline; } figcaption span { margin-left: auto; }
        .plot svg { display: block; width: 100%; height: auto; }
        .keys { display: flex; flex-wrap: wrap; gap: .1rem .9rem; font-size: .82rem; margin: .2rem 0 0; font-variant-numeric: tabular-nums; }
        .key { display: inline-block; width: .9em; height: 3px; border-radius: 2px; vertical-align: middle; margin-right: .4em; }
        .during { fill: var(--shade); }
        .series { fill: none; stroke-width: 1.3; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
        .series.beside { stroke: var(--quiet); stroke-opacity: .35; stroke-width: 1; }
        .level { stroke-width: 1.4; stroke-dasharray: 5 3; } .doubt { opacity: .16; }
        .c0 { stroke: var(--c0); } .c1 { stroke: var(--c1); } .c2 { stroke: var(--c2); } .c3 { stroke: var(--c3); } .c4 { stroke: var(--c4); } .c5 { stroke: var(--c5); }
        i.c0 { background: var(--c0); } i.c1 { background: var(--c1); } i.c2 { background: var(--c2); } i.c3 { background: var(--c3); } i.c4 { background: var(--c4); } i.c5 { background: var(--c5); }
        .doubt { stroke: none; } .doubt.c0 { fill: var(--c0); } .doubt.c1 { fill: var(--c1); } .doubt.c2 { fill: var(--c2); } .doubt.c3 { fill: var(--c3); } .doubt.c4 { fill: var(--c4); } .doubt.c5 { fill: var(--c5); }
        .shelves { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr)); gap: .9rem; margin-top: .7rem; }
        .shelf { padding: .6rem .8rem; } .shelf svg { display: block; width: 100%; height: 64px; margin-top: .3rem; }
        footer { margin-top: 3rem; border-top: 1px solid var(--rule); padding-top: .8rem; overflow-wrap: anywhere; }
        @media print { .plots { display: block; } .plot { break-inside: avoid; margin-bottom: 1rem; } }

        """;
}
