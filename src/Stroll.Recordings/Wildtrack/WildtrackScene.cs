using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Tracking.Evaluation;
using Stroll.Units;

namespace Stroll.Recordings.Wildtrack;

/// <summary>The WILDTRACK data set: seven cameras over one square, everybody's place and boxes twice a second.</summary>
/// <param name="Store">Its cameras: CVLab1 to 4, then IDIAP1 to 3.</param>
/// <param name="Moments">In order of time.</param>
/// <remarks>T. Chavdarova et al., "WILDTRACK", CVPR 2018. Its boxes are projected cylinders about the true places: whoever measures a detector's
/// consumer on them makes them worse first, see <see cref="WorseBoxes"/>.</remarks>
public sealed record WildtrackScene(Store Store, ImmutableArray<WildtrackMoment> Moments)
{
    const int WidthPixels = 1920;
    const int HeightPixels = 1080;

    // The grid of places: 480 cells of 2.5 cm along x from -3 m, then along y from -9 m.
    const int CellsAlongX = 480;
    const double CellMetres = 0.025;
    const double FirstX = -3;
    const double FirstY = -9;

    static readonly string[] Names = ["CVLab1", "CVLab2", "CVLab3", "CVLab4", "IDIAP1", "IDIAP2", "IDIAP3"];

    /// <summary>From one moment to the next.</summary>
    public static TimeSpan FrameTime => 500.Milliseconds;

    /// <summary>When the first moment was: the files do not say, so that time begins at 0.</summary>
    public static Instant Start => new(0);

    /// <summary>The annotated boxes as they are, moment by moment and camera by camera.</summary>
    public IEnumerable<Observation.PeopleSighted> Frames()
    {
        foreach (var moment in Moments)
        {
            foreach (var camera in Store.Cameras)
            {
                yield return new(
                    moment.At, camera.Id,
                    [.. moment.People.Select(person => person.Boxes[camera.Id.Index]).OfType<PixelBox>().Select(box => new Sighting(box, 1, []))]);
            }
        }
    }

    /// <summary>The true places: both ankles stand there, all else is not known.</summary>
    public IEnumerable<Observation.PeopleSeen> Paths() => Moments.Select(moment => new Observation.PeopleSeen(
        moment.At, [.. moment.People.Select(person => new TrackedPerson(person.Id.ToString(CultureInfo.InvariantCulture), PeopleFile.Standing(person.Place, 1)))]));

    /// <summary>Reads <c>annotations_positions</c> and <c>calibrations</c> (those of the pictures without distortion).</summary>
    /// <param name="folder">The unpacked data set.</param>
    /// <returns>Bad with file and place of what is missing or malformed.</returns>
    public static Result<WildtrackScene> Read(string folder) => FileSafety.Guard(folder, () =>
    {
        var annotations = Path.Combine(folder, "annotations_positions");
        if (!Directory.Exists(annotations))
        {
            throw RecordingException.Of("file.missing", annotations, "there is no such folder, expected the unpacked data set");
        }

        var cameras = Names.Select(name => (name, ReadCamera(folder, name)));
        var store = Store.Build("wildtrack", [], [], [], [], cameras);
        var moments = ImmutableArray.CreateBuilder<WildtrackMoment>();
        foreach (var path in Directory.EnumerateFiles(annotations, "*.json").Order(StringComparer.Ordinal))
        {
            moments.Add(ReadMoment(path, Start + (moments.Count * FrameTime)));
        }

        return moments.Count > 0
            ? new WildtrackScene(store, moments.ToImmutable())
            : throw RecordingException.Of("import.empty", annotations, "no JSON file, expected one for each moment");
    });

    static PinholeCamera ReadCamera(string folder, string name)
    {
        var inner = Path.Combine(folder, "calibrations", "intrinsic_zero", $"intr_{name}.xml");
        var outer = Path.Combine(folder, "calibrations", "extrinsic", $"extr_{name}.xml");
        var k = Numbers(inner, Element(inner, "camera_matrix").Element("data")?.Value ?? "", 9);
        var turn = Numbers(outer, Element(outer, "rvec").Value, 3);
        var shift = Numbers(outer, Element(outer, "tvec").Value, 3);
        var lens = new CameraLens(WidthPixels, HeightPixels, k[0], k[4], new(k[2], k[5]));
        return PinholeCamera.Calibrated(lens, Turned(new(turn[0], turn[1], turn[2])), 0.01 * new Point3(shift[0], shift[1], shift[2]), outer) switch
        {
            Result<PinholeCamera>.Good good => good.Value,
            Result<PinholeCamera>.Bad bad => throw new RecordingException(bad.Fault),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>O. Rodrigues' formula: a turn about an axis by its length in radians.</summary>
    static Matrix3 Turned(Point3 vector)
    {
        var angle = vector.Length;
        if (angle < 1e-12)
        {
            return Matrix3.Identity;
        }

        var (x, y, z) = (vector.X / angle, vector.Y / angle, vector.Z / angle);
        var (sin, cos) = Math.SinCos(angle);
        var rest = 1 - cos;
        return new(
            new(cos + (x * x * rest), (x * y * rest) - (z * sin), (x * z * rest) + (y * sin)),
            new((x * y * rest) + (z * sin), cos + (y * y * rest), (y * z * rest) - (x * sin)),
            new((x * z * rest) - (y * sin), (y * z * rest) + (x * sin), cos + (z * z * rest)));
    }

    static XElement Element(string path, string name)
    {
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = 1 << 20 };
            using var reader = XmlReader.Create(new StringReader(FileSafety.ReadText(path)), settings);
            return XDocument.Load(reader).Descendants(name).FirstOrDefault()
                ?? throw RecordingException.Of("import.value", path, $"there is no element '{name}'");
        }
        catch (XmlException problem)
        {
            throw RecordingException.Of("import.syntax", path, problem.Message);
        }
    }

    static double[] Numbers(string path, string text, int count)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var numbers = words.Select(word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToArray();
        return numbers.Length == count && numbers.All(double.IsFinite)
            ? numbers
            : throw RecordingException.Of("import.value", path, $"'{text.Trim()}' is not {count} finite numbers");
    }

    static WildtrackMoment ReadMoment(string path, Instant at)
    {
        using var document = JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(FileSafety.ReadText(path)), path, "import.syntax");
        var people = ImmutableArray.CreateBuilder<WildtrackPerson>();
        foreach (var person in new JsonPlace(document.RootElement, path, "").Items())
        {
            var position = person.Whole("positionID");
            var place = new Point3(FirstX + (CellMetres * (position % CellsAlongX)), FirstY + (CellMetres * (position / CellsAlongX)), 0);
            var boxes = new PixelBox?[Names.Length];
            foreach (var view in person.List("views"))
            {
                var camera = view.Whole("viewNum");
                var (left, top, right, bottom) = (view.Whole("xmin"), view.Whole("ymin"), view.Whole("xmax"), view.Whole("ymax"));
                if (camera < 0 || camera >= boxes.Length)
                {
                    throw RecordingException.Of("import.value", path, $"view {camera}, expected 0 to {boxes.Length - 1}");
                }

                // Minus ones where the camera does not show the person.
                boxes[camera] = right > left && bottom > top ? new PixelBox(left, top, right - left, bottom - top) : null;
            }

            people.Add(new(person.Whole("personID"), place, [.. boxes]));
        }

        return new(at, people.ToImmutable());
    }
}

/// <summary>One moment of the data set.</summary>
/// <param name="At">When.</param>
/// <param name="People">Everybody on the square.</param>
public sealed record WildtrackMoment(Instant At, ImmutableArray<WildtrackPerson> People)
{
    /// <summary>The true places, for scoring.</summary>
    public ImmutableArray<FloorPlace> Places => [.. People.Select(person => new FloorPlace(person.Id, person.Place.X, person.Place.Y))];
}

/// <summary>One person at one moment.</summary>
/// <param name="Id">The same at all moments.</param>
/// <param name="Place">On the floor, metres.</param>
/// <param name="Boxes">By camera; none where the camera does not show them.</param>
public sealed record WildtrackPerson(int Id, Point3 Place, ImmutableArray<PixelBox?> Boxes);
