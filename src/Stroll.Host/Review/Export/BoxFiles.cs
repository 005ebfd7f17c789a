using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Xml;
using Stroll.Geometry;
using Stroll.Layout;

namespace Stroll.Host.Review.Export;

/// <summary>Cases with their scenes in the forms of other people's labelling tools.</summary>
public static class BoxFiles
{
    /// <summary>The MOTChallenge form, one text for each case and camera: frame, id, left, top, width, height, score, and the place on the floor where
    /// that form has -1, -1, -1.</summary>
    /// <returns>Path and text, in order.</returns>
    public static IEnumerable<(string Path, string Text)> Mot(IEnumerable<ExportedCase> cases, Store store) =>
        from one in cases
        where one.Scene is not null
        from camera in SceneBoxes.Of(one.Scene!, store).GroupBy(frame => frame.Camera)
        select ($"{FileName(one.Id)}/{FileName(camera.Key)}/gt/gt.txt", string.Concat(camera.SelectMany(frame => frame.Boxes.Select(box => string.Create(
            CultureInfo.InvariantCulture,
            $"{frame.Frame},{box.Person},{box.Box.Left:0.##},{box.Box.Top:0.##},{box.Box.Width:0.##},{box.Box.Height:0.##},1,{box.X:0.###},{box.Y:0.###},0\n")))));

    /// <summary>COCO with two keypoints, the wrists. Pictures are named case/camera/milliseconds.jpg; the verdict stands with each picture.</summary>
    public static void Coco(Utf8JsonWriter json, IEnumerable<ExportedCase> cases, Store store)
    {
        var frames = Frames(cases, store);
        json.WriteStartObject();
        json.WriteStartArray("images");
        for (var i = 0; i < frames.Length; i++)
        {
            var lens = store.Cameras.Single(camera => camera.Name == frames[i].Frame.Camera).View.Lens;
            json.WriteStartObject();
            json.WriteNumber("id", i + 1);
            json.WriteString("file_name", Picture(frames[i]));
            json.WriteNumber("width", lens.WidthPixels);
            json.WriteNumber("height", lens.HeightPixels);
            json.WriteString("case", frames[i].Case.Id);
            json.WriteString("verdict", frames[i].Case.Verdict);
            json.WriteNumber("weight", frames[i].Case.Selection.Weight);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("annotations");
        var number = 0;
        for (var i = 0; i < frames.Length; i++)
        {
            foreach (var box in frames[i].Frame.Boxes)
            {
                Annotation(json, ++number, i + 1, box);
            }
        }

        json.WriteEndArray();
        json.WriteStartArray("categories");
        json.WriteStartObject();
        json.WriteNumber("id", 1);
        json.WriteString("name", "person");
        json.WriteStartArray("keypoints");
        json.WriteStringValue("left_wrist");
        json.WriteStringValue("right_wrist");
        json.WriteEndArray();
        json.WriteStartArray("skeleton");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>"CVAT for images 1.1": boxes of people, and the verdict as a tag of each picture.</summary>
    public static void Cvat(XmlWriter xml, IEnumerable<ExportedCase> cases, Store store)
    {
        var frames = Frames(cases, store);
        xml.WriteStartElement("annotations");
        xml.WriteElementString("version", "1.1");
        for (var i = 0; i < frames.Length; i++)
        {
            var lens = store.Cameras.Single(camera => camera.Name == frames[i].Frame.Camera).View.Lens;
            xml.WriteStartElement("image");
            xml.WriteAttributeString("id", Text(i));
            xml.WriteAttributeString("name", Picture(frames[i]));
            xml.WriteAttributeString("width", Text(lens.WidthPixels));
            xml.WriteAttributeString("height", Text(lens.HeightPixels));
            Tag(xml, frames[i].Case);
            foreach (var box in frames[i].Frame.Boxes)
            {
                Box(xml, box);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    static void Annotation(Utf8JsonWriter json, int id, int image, SceneBox box)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteNumber("image_id", image);
        json.WriteNumber("category_id", 1);
        json.WriteNumber("track_id", box.Person);
        json.WriteNumber("iscrowd", 0);
        json.WriteNumber("area", Math.Round(box.Box.Area, 2));
        json.WriteStartArray("bbox");
        foreach (var side in (ReadOnlySpan<double>)[box.Box.Left, box.Box.Top, box.Box.Width, box.Box.Height])
        {
            json.WriteNumberValue(Math.Round(side, 2));
        }

        json.WriteEndArray();
        json.WriteNumber("num_keypoints", (box.Left.IsKnown ? 1 : 0) + (box.Right.IsKnown ? 1 : 0));
        json.WriteStartArray("keypoints");
        foreach (var wrist in (ReadOnlySpan<Pixel>)[box.Left, box.Right])
        {
            json.WriteNumberValue(wrist.IsKnown ? Math.Round(wrist.Right, 2) : 0);
            json.WriteNumberValue(wrist.IsKnown ? Math.Round(wrist.Down, 2) : 0);
            json.WriteNumberValue(wrist.IsKnown ? 2 : 0);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Tag(XmlWriter xml, ExportedCase one)
    {
        xml.WriteStartElement("tag");
        xml.WriteAttributeString("label", one.Verdict is null ? "nobody could tell" : "decided");
        xml.WriteAttributeString("source", "manual");
        xml.WriteStartElement("attribute");
        xml.WriteAttributeString("name", "verdict");
        xml.WriteString(one.Verdict ?? "");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    static void Box(XmlWriter xml, SceneBox box)
    {
        xml.WriteStartElement("box");
        xml.WriteAttributeString("label", "person");
        xml.WriteAttributeString("source", "auto");
        xml.WriteAttributeString("occluded", "0");
        xml.WriteAttributeString("xtl", Text(box.Box.Left));
        xml.WriteAttributeString("ytl", Text(box.Box.Top));
        xml.WriteAttributeString("xbr", Text(box.Box.Right));
        xml.WriteAttributeString("ybr", Text(box.Box.Bottom));
        xml.WriteAttributeString("z_order", "0");
        xml.WriteStartElement("attribute");
        xml.WriteAttributeString("name", "person");
        xml.WriteString(Text(box.Person));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    static (ExportedCase Case, SceneFrame Frame)[] Frames(IEnumerable<ExportedCase> cases, Store store) =>
        [.. from one in cases where one.Scene is not null from frame in SceneBoxes.Of(one.Scene!, store) select (one, frame)];

    static string Picture((ExportedCase Case, SceneFrame Frame) one) =>
        string.Create(CultureInfo.InvariantCulture, $"{FileName(one.Case.Id)}/{FileName(one.Frame.Camera)}/{one.Frame.Milliseconds:000000}.jpg");

    /// <summary>Names come from outside and become paths: nothing but letters, digits, hyphen and low line stays.</summary>
    static string FileName(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));

    static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
