using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Stroll.Cli.Frame;
using Stroll.Devices.Models;
using Stroll.Devices.Products;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll products</c></summary>
internal static class ProductsCommand
{
    const string Embedding = "mobilenet-embed";
    const int Shown = 5;

    internal static Command Build(Terminal terminal) =>
        new StrollCommand("products", "What products look like: a gallery of their pictures, and how alike a picture is to each.").With(Enrol(terminal), Rank(terminal), Check(terminal));

    static StrollCommand Enrol(Terminal terminal)
    {
        var pictures = new Argument<string>("PICTURES") { Description = "A folder with a folder for each product, which has the barcode as its name; at any depth. JPEG, PNG, WebP or GIF." };
        var target = new Option<string>("--out") { HelpName = "GALLERY", Required = true, Description = "The gallery; replaced where it is." };
        var (models, model) = Options();
        return new StrollCommand("enrol", "Makes a gallery of products from catalogue pictures.")
        {
            Notes = ["Each picture becomes a direction of some hundred numbers by an embedding; the pictures themselves are not kept. How much a likeness says is fitted on the pictures, each left out in turn."],
            Examples = [new("./stroll products enrol photos --out gallery.json", "photos/2310002454892/front.jpg and its neighbours.")],
        }.With(pictures, target, models, model).Does(typed => Enrol(terminal, typed.GetValue(pictures)!, typed.GetValue(target)!, typed.GetValue(models)!, typed.GetValue(model)!));
    }

    static StrollCommand Rank(Terminal terminal)
    {
        var gallery = new Argument<string>("GALLERY") { Description = "What 'stroll products enrol' wrote." };
        var pictures = new Argument<string[]>("PICTURE") { Arity = ArgumentArity.OneOrMore, Description = "Pictures of one thing, as the crops of a hand in a clip." };
        var models = ModelOptions.FolderOption();
        var json = StrollCommand.JsonOption();
        return new StrollCommand("rank", "Says which products a picture is most like.")
        {
            Notes = ["JSON: {\"products\": [{\"code\", \"likeness\", \"probability\"}]}, the most likely first, all of them. The probability takes all products as equally likely before."],
            Examples = [new("./stroll products rank gallery.json hand-1.jpg hand-2.jpg", "the five most likely for what the hand holds.")],
        }.With(gallery, pictures, models, json).Does(typed => RankOne(terminal, typed.GetValue(gallery)!, typed.GetValue(pictures)!, typed.GetValue(models)!, typed.GetValue(json)));
    }

    static StrollCommand Check(Terminal terminal)
    {
        var gallery = new Argument<string>("GALLERY") { Description = "What 'stroll products enrol' wrote." };
        var pictures = new Argument<string>("PICTURES") { Description = "Other pictures of the same products, in folders of the same names." };
        var models = ModelOptions.FolderOption();
        var json = StrollCommand.JsonOption();
        return new StrollCommand("check", "Measures how often the right product is among the first.")
        {
            Notes = ["JSON: {\"pictures\", \"products\", \"top1\", \"top5\" (shares), \"probabilityOfTruth\" (geometric mean)}. Pictures of products that the gallery does not have are left out."],
            Examples = [new("./stroll products check gallery.json other-photos", "of how many the right one is the first, and among the first five.")],
        }.With(gallery, pictures, models, json).Does(typed => CheckAll(terminal, typed.GetValue(gallery)!, typed.GetValue(pictures)!, typed.GetValue(models)!, typed.GetValue(json)));
    }

    static (Option<string> Folder, Option<string> Model) Options() =>
        (ModelOptions.FolderOption(), new("--model") { HelpName = "M", Description = $"The embedding; {Embedding} unless told otherwise.", DefaultValueFactory = _ => Embedding });

    static int Enrol(Terminal terminal, string pictures, string target, string models, string name)
    {
        var all = Below(pictures);
        var (embedder, descriptor) = Open(models, name);
        using (embedder)
        {
            var directions = ProgressBar.Around(terminal, "Looking", done => all.Select((one, i) =>
            {
                terminal.Stop.ThrowIfCancellationRequested();
                done(i / (double)all.Length);
                return (one.Code, Direction: Refusal.Unless(ProductPictures.Embed(embedder, one.Path)));
            }).ToArray());
            var gallery = new Gallery(descriptor.Name, descriptor.Sha256, [
                .. directions.GroupBy(one => one.Code).OrderBy(of => of.Key, StringComparer.Ordinal).Select(of => new GalleryProduct(of.Key, [.. of.Select(one => one.Direction)]))]);
            WholeFile.WriteBytes(target, to => GalleryFile.Write(to, gallery));
            terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{gallery.Products.Length} products, {all.Length} pictures, temperature {gallery.Temperature:0.000}. Written to {Path.GetFullPath(target)}"));
        }

        return ExitCode.Good;
    }

    static int RankOne(Terminal terminal, string path, string[] pictures, string models, bool asJson)
    {
        var (gallery, embedder) = Load(path, models);
        using (embedder)
        {
            var ranked = gallery.Rank([.. pictures.Select(picture => Refusal.Unless(ProductPictures.Embed(embedder, picture)))]);
            if (asJson)
            {
                JsonDocumentOut.Write(terminal.Output, json =>
                {
                    json.WriteStartObject();
                    json.WriteStartArray("products");
                    foreach (var one in ranked)
                    {
                        json.WriteStartObject();
                        json.WriteString("code", one.Code);
                        json.WriteNumber("likeness", Math.Round(one.Likeness, 4));
                        json.WriteNumber("probability", Math.Round(one.Probability, 6));
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                    json.WriteEndObject();
                });
            }
            else
            {
                foreach (var one in ranked.Take(Shown))
                {
                    terminal.Output.WriteLine(Terminal.Visible(string.Create(CultureInfo.InvariantCulture, $"{100 * one.Probability,5:0.0} %  {one.Likeness,6:0.000}  {one.Code}")));
                }
            }
        }

        return ExitCode.Good;
    }

    static int CheckAll(Terminal terminal, string path, string pictures, string models, bool asJson)
    {
        var (gallery, embedder) = Load(path, models);
        var codes = gallery.Products.Select(product => product.Code).ToHashSet(StringComparer.Ordinal);
        var all = Below(pictures).Where(one => codes.Contains(one.Code)).ToImmutableArray();
        using (embedder)
        {
            var places = all.Select(one =>
            {
                terminal.Stop.ThrowIfCancellationRequested();
                var ranked = gallery.Rank([Refusal.Unless(ProductPictures.Embed(embedder, one.Path))]);
                var place = ranked.Select((r, i) => (r, i)).First(pair => pair.r.Code == one.Code);
                return (Place: place.i, place.r.Probability);
            }).ToArray();
            if (places.Length == 0)
            {
                throw new Refusal(new("products.none", pictures, "no picture of a product of the gallery, expected folders named as its products"));
            }

            var (first, five) = (places.Count(one => one.Place == 0) / (double)places.Length, places.Count(one => one.Place < Shown) / (double)places.Length);
            var truth = Math.Exp(places.Average(one => Math.Log(Math.Max(1e-12, one.Probability))));
            if (asJson)
            {
                JsonDocumentOut.Write(terminal.Output, json =>
                {
                    json.WriteStartObject();
                    json.WriteNumber("pictures", places.Length);
                    json.WriteNumber("products", gallery.Products.Length);
                    json.WriteNumber("top1", Math.Round(first, 4));
                    json.WriteNumber("top5", Math.Round(five, 4));
                    json.WriteNumber("probabilityOfTruth", Math.Round(truth, 4));
                    json.WriteEndObject();
                });
            }
            else
            {
                terminal.Output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{places.Length} pictures, {gallery.Products.Length} products: the right one first {100 * first:0.0} %, among the first {Shown} {100 * five:0.0} %; its probability {truth:0.000} (geometric mean)"));
            }
        }

        return ExitCode.Good;
    }

    static (string Code, string Path)[] Below(string folder) => Directory.Exists(folder) && ProductPictures.Below(folder).ToArray() is { Length: > 0 } all
        ? all
        : throw new Refusal(new("products.none", folder, "holds no pictures, expected a folder with one folder a product"));

    static (Gallery Gallery, Embedder Embedder) Load(string path, string models)
    {
        var gallery = Refusal.Unless(GalleryFile.Read(path));
        var (embedder, descriptor) = Open(models, gallery.Model);
        if (descriptor.Sha256 == gallery.Sha256)
        {
            return (gallery, embedder);
        }

        embedder.Dispose();
        throw new Refusal(new("gallery.model", path, $"was made with another file of {gallery.Model}, expected that with SHA-256 {gallery.Sha256}"));
    }

    static (Embedder Embedder, ModelDescriptor Descriptor) Open(string models, string name)
    {
        var folder = new ModelFolder(models);
        var descriptor = Refusal.Unless(folder.Find(name));
        return descriptor.Task == ModelTask.Embedding
            ? (new(Refusal.Unless(ModelSession.Open(descriptor, Refusal.Unless(folder.Load(descriptor))))), descriptor)
            : throw new Refusal(new("model.task", name, $"is for {descriptor.Task.ToString().ToLowerInvariant()}, expected an embedding"));
    }
}
