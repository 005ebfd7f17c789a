using Spectre.Console;

namespace Stroll.Cli.Frame;

/// <summary>A bar on standard error while long work runs, where a person looks at it; nothing elsewhere.</summary>
internal static class ProgressBar
{
    /// <summary>Does the work.</summary>
    /// <param name="terminal">Where the bar goes.</param>
    /// <param name="title">What is being done.</param>
    /// <param name="work">Gets a way to say how much is done, from 0 to 1.</param>
    internal static T Around<T>(Terminal terminal, string title, Func<Action<double>, T> work)
    {
        if (!terminal.ErrorIsScreen)
        {
            return work(_ => { });
        }

        return Screen.OnError(terminal).Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(progress =>
            {
                var task = progress.AddTask(Markup.Escape(title), maxValue: 1);
                return work(share => task.Value = Math.Clamp(share, 0, 1));
            });
    }
}
