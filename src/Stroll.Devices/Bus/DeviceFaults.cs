using System.Globalization;
using Stroll.Units;

namespace Stroll.Devices.Bus;

/// <summary>What simulated devices do wrong, each with its probability a message.</summary>
/// <param name="Doubled">Sent twice.</param>
/// <param name="Reordered">Sent after the next one.</param>
/// <param name="CutOff">The connection is cut before the acknowledgement; the device connects again and sends again.</param>
/// <param name="Paused">Nothing is sent for 1 to 3 s, then all of it.</param>
/// <param name="Rebooted">The device starts anew: a higher boot, sequences from 0.</param>
public sealed record DeviceFaults(double Doubled, double Reordered, double CutOff, double Paused, double Rebooted)
{
    /// <summary>Devices that do nothing wrong.</summary>
    public static DeviceFaults None => new(0, 0, 0, 0, 0);

    /// <summary>Reads <c>doubled=0.03,cut-off=0.001</c>; what is not named does not happen.</summary>
    public static Result<DeviceFaults> Parse(string text)
    {
        var faults = None;
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var pair = part.Split('=');
            if (pair.Length != 2 || !double.TryParse(pair[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var chance) || chance is not (>= 0 and <= 1))
            {
                return Bad(part, "expected a name and a probability, as doubled=0.03");
            }

            switch (pair[0])
            {
                case "doubled":
                    faults = faults with { Doubled = chance };
                    break;
                case "reordered":
                    faults = faults with { Reordered = chance };
                    break;
                case "cut-off":
                    faults = faults with { CutOff = chance };
                    break;
                case "paused":
                    faults = faults with { Paused = chance };
                    break;
                case "rebooted":
                    faults = faults with { Rebooted = chance };
                    break;
                default:
                    return Bad(part, "expected doubled, reordered, cut-off, paused or rebooted");
            }
        }

        return new Result<DeviceFaults>.Good(faults);
    }

    static Result<DeviceFaults> Bad(string found, string expected) => new Result<DeviceFaults>.Bad(new("device.faults", "--faults", $"'{found}', {expected}"));
}
