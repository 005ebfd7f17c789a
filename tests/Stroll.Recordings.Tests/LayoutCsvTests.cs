using CsCheck;
using Stroll.Layout;
using Stroll.Recordings;

namespace Stroll.Tests.Recordings;

public class LayoutCsvTests
{
    [Fact]
    public void A_catalogue_that_is_written_is_read_again() => Samples.Catalogues.Sample(catalogue =>
        Results.Good(CatalogueCsv.Read(CatalogueCsv.Write(catalogue), "catalogue.csv")).Products.SequenceEqual(catalogue.Products));

    [Fact]
    public void A_planogram_that_is_written_is_read_again() => Samples.Models.Sample(model =>
    {
        var read = Results.Good(PlanogramCsv.Read(PlanogramCsv.Write(model), "planogram.csv", model.Store, model.Catalogue));
        return read.Facings.Length == model.Planogram.Facings.Length
            && read.Facings.Zip(model.Planogram.Facings).All(pair =>
                pair.First with { Plates = [] } == pair.Second with { Plates = [] } && pair.First.Plates.SequenceEqual(pair.Second.Plates));
    });

    [Theory]
    [InlineData("barcode,nam\n1,a\n", "catalogue.column", "catalogue.csv:1", "did you mean 'name'?")]
    [InlineData("barcode\n1\n", "catalogue.column", "catalogue.csv:1", "'name' is missing")]
    [InlineData("barcode,name\n1,a\n1,b\n", "catalogue.value", "catalogue.csv:3", "each barcode once")]
    [InlineData("barcode,name,unit_weight_grams\n1,a,0\n", "catalogue.value", "catalogue.csv:2", "more than zero")]
    [InlineData("barcode,name,unit_weight_grams\n1,a,heavy\n", "catalogue.value", "catalogue.csv:2", "expected a number")]
    [InlineData("barcode,name,price_minor\n1,a,100\n", "catalogue.value", "catalogue.csv:2", "three capital letters")]
    [InlineData("barcode,name,gtin\n1,a,00000000000001\n", "catalogue.value", "catalogue.csv:2", "check digit")]
    [InlineData("barcode,name\n1,a,b\n", "catalogue.value", "catalogue.csv:2", "not CSV")]
    [InlineData("barcode,name\n\"1,a\n", "catalogue.value", "catalogue.csv:2", "not CSV")]
    public void A_wrong_catalogue_is_told_with_its_line(string text, string code, string where, string words)
    {
        var fault = Results.Bad(CatalogueCsv.Read(text, "catalogue.csv"));

        Assert.Equal((code, where), (fault.Code, fault.Where));
        Assert.Contains(words, fault.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9,1,1,1", "planogram.value", "a barcode of the catalogue")]
    [InlineData("a,1,2,1", "planogram.value", "a shelf of the store")]
    [InlineData("a,1,1,4", "planogram.value", "plates of shelf 1/1")]
    [InlineData("a,1,1,2 1", "planogram.value", "rising numbers")]
    [InlineData("a,1,1,", "planogram.value", "expected a value")]
    [InlineData("a,1,1,1 2\nb,1,1,2 3", "planogram.contradiction", "both claim plate 1/1/2")]
    [InlineData("a,1,1,1 2\na,1,1,1 2", "planogram.contradiction", "stands twice")]
    public void A_wrong_planogram_is_refused(string rows, string code, string words)
    {
        var catalogue = Results.Good(CatalogueCsv.Read("barcode,name\na,Apple\nb,Banana\n", "catalogue.csv"));

        var fault = Results.Bad(PlanogramCsv.Read($"barcode,gondola,shelf,plates\n{rows}\n", "planogram.csv", Samples.ThreePlates, catalogue));

        Assert.Equal(code, fault.Code);
        Assert.Contains(words, fault.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.10, true)]
    [InlineData(0.05, false)]
    public void Two_products_may_share_a_plate_where_their_boxes_keep_them_apart(double secondAt, bool isGood)
    {
        var catalogue = Results.Good(CatalogueCsv.Read("barcode,name\na,Apple\nb,Banana\n", "catalogue.csv"));
        var text = $"""
            barcode,gondola,shelf,plates,at_x_metres,at_y_metres,at_z_metres,turn_degrees,size_x_metres,size_y_metres,size_z_metres
            a,1,1,1 2,0,0,1,0,0.10,0.4,0.2
            b,1,1,2 3,{secondAt.ToString(System.Globalization.CultureInfo.InvariantCulture)},0,1,0,0.10,0.4,0.2
            """;

        var result = PlanogramCsv.Read(text, "planogram.csv", Samples.ThreePlates, catalogue);

        Assert.Equal(isGood, result is Stroll.Units.Result<Planogram>.Good);
    }
}
