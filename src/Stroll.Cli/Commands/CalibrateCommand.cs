using System.CommandLine;
using System.Globalization;
using Stroll.Cli.Frame;
using Stroll.Devices.Calibration;
using Stroll.Layout;
using Stroll.Recordings;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll calibrate</c></summary>
internal static class CalibrateCommand
{
    internal static Command Build(Terminal terminal)
    {
        var sources = new Argument<string[]>("POINTS")
        {
            Arity = ArgumentArity.OneOrMore,
            Description = "One YAML file a camera: camera, image_pixels, and points with pixel: [right, down] and metres: [x, y] or [x, y, z]; focal_pixels and distortion where they are known.",
        };
        var target = new Option<string?>("--out") { HelpName = "F", Description = "Write the cameras here, in the form of store.yaml; 'stroll perceive --cameras F' takes them." };
        var json = StrollCommand.JsonOption();
        return new StrollCommand("calibrate", "Finds where cameras hang from four or more points whose place in the store is known.")
        {
            Notes =
            [
                "Points on the floor have no z. Four that are not on one line fix a camera of usual lens; more, and some above the floor, fix it better, and from seven on the distortion of the lens is found too. The error says how far off the points are drawn, the coverage how much of the picture lies between them: outside of it nothing was checked.",
                "JSON: {\"cameras\": [{\"camera\", \"points\", \"errorPixels\", \"worstPixels\", \"worstPoint\" (from 1), \"coverage\", \"at\": [x, y, z], \"focalPixels\"}]}.",
            ],
            Examples = [new("./stroll calibrate door.yaml aisle.yaml --out cameras.yaml", "two cameras, and how well they fit.")],
        }.With(sources, target, json).Does(typed => Run(terminal, typed.GetValue(sources)!, typed.GetValue(target), typed.GetValue(json)));
    }

    static int Run(Terminal terminal, string[] sources, string? target, bool asJson)
    {
        var found = sources.Select(path =>
        {
            var points = Refusal.Unless(FloorPoints.Read(Refusal.Unless(InputFile.Text(path, "points of a camera as YAML")), path));
            return (Points: points, Camera: Refusal.Unless(PointCalibration.Of(points)));
        }).ToArray();
        if (found.GroupBy(one => one.Points.Camera).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new Refusal(new("calibration.duplicate", twice.Key, "two files for one camera, expected one"));
        }

        if (target is not null)
        {
            var store = Store.Build("calibrated cameras", [], [], [], [], found.Select(one => (one.Points.Camera, one.Camera.View)));
            if (WholeFile.Prepare(Path.GetDirectoryName(Path.GetFullPath(target))!) is { } fault)
            {
                return terminal.Refuse(fault);
            }

            WholeFile.Write(target, to => to.Write(StoreYaml.Write(store)));
        }

        if (asJson)
        {
            WriteJson(terminal, found);
            return ExitCode.Good;
        }

        foreach (var (points, camera) in found)
        {
            var at = camera.View.Pose.Origin;
            terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Terminal.OneLine(points.Camera)}: {points.Points.Length} points, {camera.ErrorPixels:0.0} pixels off (most {camera.WorstPixels:0.0} at point {camera.Worst + 1}), {100 * camera.Coverage:0} % of the picture; hangs at {at.X:0.00}, {at.Y:0.00}, {at.Z:0.00} m, focal length {camera.View.Lens.FocalRightPixels:0}"));
        }

        if (target is not null)
        {
            terminal.Output.WriteLine($"written to {Path.GetFullPath(target)}");
        }

        return ExitCode.Good;
    }

    static void WriteJson(Terminal terminal, (FloorPoints Points, Calibrated Camera)[] found) => JsonDocumentOut.Write(terminal.Output, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("cameras");
        foreach (var (points, camera) in found)
        {
            json.WriteStartObject();
            json.WriteString("camera", points.Camera);
            json.WriteNumber("points", points.Points.Length);
            json.WriteNumber("errorPixels", Math.Round(camera.ErrorPixels, 3));
            json.WriteNumber("worstPixels", Math.Round(camera.WorstPixels, 3));
            json.WriteNumber("worstPoint", camera.Worst + 1);
            json.WriteNumber("coverage", Math.Round(camera.Coverage, 3));
            json.WriteStartArray("at");
            foreach (var part in (double[])[camera.View.Pose.Origin.X, camera.View.Pose.Origin.Y, camera.View.Pose.Origin.Z])
            {
                json.WriteNumberValue(Math.Round(part, 3));
            }

            json.WriteEndArray();
            json.WriteNumber("focalPixels", Math.Round(camera.View.Lens.FocalRightPixels, 1));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
