using System.Formats.Tar;
using CsCheck;
using Stroll.Devices.Models;
using Stroll.Devices.Products;
using static Stroll.Tests.Devices.ModelTests;

namespace Stroll.Tests.Devices;

public class GalleryTests
{
    [Fact]
    public void Probabilities_sum_to_one_and_follow_the_likeness() =>
        Gen.Double[-1, 1].Array[4].Array[2, 9].Sample(vectors =>
        {
            var gallery = new Gallery("m", "h", [.. vectors.Select((vector, i) => new GalleryProduct($"{i}", [Direction(vector)]))], 0.1);
            var ranked = gallery.Rank([Direction(vectors[0])]);
            Assert.Equal(1, ranked.Sum(one => one.Probability), 1e-9);
            Assert.True(ranked.Zip(ranked.Skip(1)).All(pair => pair.First.Likeness >= pair.Second.Likeness && pair.First.Probability >= pair.Second.Probability));
            Assert.Equal(1, ranked[0].Likeness, 1e-4);
            Assert.Equal(2, gallery.Rank([Direction(vectors[0])], ["0", "1", "nobody"]).Length);
        });

    [Fact]
    public void A_gallery_reads_back_and_a_damaged_one_is_one_fault()
    {
        using var temp = new TempFolder();
        var gallery = new Gallery("m", "h", [new("a", [Direction([1, 2]), Direction([1, 1])]), new("b", [Direction([-1, 2])])]);
        using (var file = File.Create(temp["g.json"]))
        {
            GalleryFile.Write(file, gallery);
        }

        var back = Good(GalleryFile.Read(temp["g.json"]));
        Assert.Equal(gallery.Temperature, back.Temperature);
        Assert.Equal(gallery.Products.SelectMany(product => product.Pictures.SelectMany(picture => picture)), back.Products.SelectMany(product => product.Pictures.SelectMany(picture => picture)));
        var text = File.ReadAllText(temp["g.json"]);
        File.WriteAllText(temp["cut.json"], text[..(text.Length / 2)]);
        File.WriteAllText(temp["other.json"], "{}");
        Assert.Equal("gallery.syntax", Bad(GalleryFile.Read(temp["cut.json"])).Code);
        Assert.Equal("gallery.syntax", Bad(GalleryFile.Read(temp["other.json"])).Code);
        Assert.Equal("file.missing", Bad(GalleryFile.Read(temp["none.json"])).Code);
    }

    [Fact]
    public void Pictures_of_packages_are_found_among_those_of_their_shelf()
    {
        // Packages of one kind: 12 products whose pictures were taken on other days than the gallery's.
        var archive = TestPlaces.Data("products", "grocerystore_dev.tar");
        using var temp = new TempFolder();
        using (var tar = new TarReader(File.OpenRead(archive)))
        {
            while (tar.GetNextEntry() is { } entry)
            {
                if (entry.DataStream is not null && entry.Name.Contains("/Packages/Juice/", StringComparison.Ordinal) && entry.Name.EndsWith(".jpg", StringComparison.Ordinal))
                {
                    var path = temp[entry.Name.Replace('/', Path.DirectorySeparatorChar)];
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    entry.ExtractToFile(path, overwrite: false);
                }
            }
        }

        var folder = new ModelFolder(TestPlaces.Data("models"));
        var model = Known("mobilenet-embed");
        using var embedder = new Embedder(Good(ModelSession.Open(model, Good(folder.Load(model)))));
        var gallery = new Gallery(model.Name, model.Sha256, [
            .. ProductPictures.Below(temp["train"]).GroupBy(one => one.Code).Select(of => new GalleryProduct(of.Key, [.. of.Select(one => Good(ProductPictures.Embed(embedder, one.Path)))]))]);

        var places = ProductPictures.Below(temp["val"]).Select(one => gallery.Rank([Good(ProductPictures.Embed(embedder, one.Path))]).Select(ranked => ranked.Code).ToList().IndexOf(one.Code)).ToArray();

        Assert.True(gallery.Products.Length >= 8, $"{gallery.Products.Length}");
        Assert.True(places.Count(place => place < 5) >= 0.8 * places.Length, string.Join(", ", places));
    }

    static float[] Direction(double[] numbers) => Embedder.Normalised([.. numbers.Select(number => (float)(number + 1e-3))]);
}
