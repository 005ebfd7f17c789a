using System.Collections.Immutable;
using CsCheck;
using Stroll.Layout;
using Stroll.Payments.Documents;
using Stroll.Payments.Ledger;
using Stroll.Payments.Prices;
using Stroll.Receipts;
using Stroll.Units;

namespace Stroll.Tests.Money.Documents;

public class IssuingTests
{
    static readonly Instant At = Instant.FromUnixSeconds(1_780_000_000);
    static readonly Catalogue Goods = new([Product(0, "Salsa", 300), Product(1, "<b>Beans</b>\r\nX-Header: 1", 250), Product(2, "Tea", 199)]);
    static readonly PriceBook Book = ((Result<PriceBook>.Good)PriceBook.Of(PriceBookDraft.Of(Goods, "EUR", new("A", "standard", 190_000), TaxRules.Included))).Value;

    [Fact]
    public void A_line_names_its_evidence_and_its_reason_in_words()
    {
        var line = Assert.Single(First((0, 2)).Lines);
        Assert.Equal(("Salsa", 2, 600L), (line.Name, line.Quantity, line.Amount));
        Assert.Equal(["took 2 of 0"], line.Evidence);
        Assert.Equal("98.7 % sure by one movement", line.Reason);
    }

    [Fact]
    public void Held_lines_are_not_asked_of_anybody() =>
        Assert.Equal(300, ((Result<IssuedReceipt>.Good)Issuing.First(Receipt([Line(0, 1), Line(2, 1, ChargeDecision.Held)]), Goods, Book, Why())).Value.Total);

    [Fact]
    public void Giving_one_of_three_back_gives_a_third_back_and_names_the_version_before()
    {
        var first = First((0, 3));
        var second = Good(Issuing.WithLess(first, 1, 2, Why("one was broken")));
        Assert.Equal((2, 600L, first.Digest(), "one was broken"), (second.Version, second.Total, second.Previous, second.Lines[0].Reason));
        Assert.True(Issuing.IsWhole([first, second]));
        Assert.False(Issuing.IsWhole([first with { Total = 901 }, second]));
        Assert.False(Issuing.IsWhole([second]));
    }

    [Fact]
    public void After_release_nothing_gets_dearer()
    {
        var first = First((0, 1));
        Assert.Equal("receipt.not-favourable", Code(Issuing.Anew(first, Receipt([Line(0, 2)]), Goods, Book, Why())));
        Assert.Equal(199, Good(Issuing.Anew(first, Receipt([Line(2, 1)]), Goods, Book, Why())).Total);
        Assert.Equal("receipt.line", Code(Issuing.WithLess(first, 1, 1, Why())));
        Assert.Equal("receipt.line", Code(Issuing.WithLess(first, 9, 0, Why())));
        Assert.Equal("receipt.line", Code(Issuing.WithLess(first, 1, -1, Why())));
    }

    [Fact]
    public void Any_change_of_a_document_changes_its_digest()
    {
        var first = First((0, 1), (1, 2));
        IssuedReceipt[] others =
        [
            first with { Total = first.Total + 1 }, first with { At = At + 1.Seconds }, first with { Words = "x" }, first with { Visit = "w" },
            first with { Lines = first.Lines.SetItem(0, first.Lines[0] with { Amount = 1 }) },
            first with { Lines = first.Lines.SetItem(0, first.Lines[0] with { Name = "Salsa1:x" }) },
            first with { Lines = first.Lines.SetItem(0, first.Lines[0] with { Evidence = [] }) },
        ];
        Assert.DoesNotContain(first.Digest(), others.Select(o => o.Digest()));
        Assert.Equal(others.Length, others.Select(o => o.Digest()).Distinct().Count());
    }

    [Fact]
    public void Corrections_in_any_order_never_raise_the_total_and_keep_the_books_even() =>
        Gen.Select(Gen.Int[1, 5].Array[3, 3], Gen.Select(Gen.Int[1, 3], Gen.Int[0, 4]).Array[0, 12]).Sample((quantities, steps) =>
        {
            var versions = new List<IssuedReceipt> { First([.. quantities.Select((q, i) => (i, q))]) };
            var books = new Books();
            books.Book(Booking.Of(null, versions[0])!);
            foreach (var (line, quantity) in steps)
            {
                if (Issuing.WithLess(versions[^1], line, quantity, Why()) is Result<IssuedReceipt>.Good(var next))
                {
                    if (Booking.Of(versions[^1], next) is { } entry)
                    {
                        books.Book(entry);
                    }

                    versions.Add(next);
                }
            }

            return Issuing.IsWhole(versions) && books.IsBalanced && books[Account.Shoppers, "EUR"] == versions[^1].Total
                && versions[^1].Taxes.Sum(t => t.Net + t.Tax) == versions[^1].Total;
        });

    [Fact]
    public void A_party_gets_one_receipt_for_all()
    {
        var one = Receipt([Line(0, 1), Line(1, 1)]) with { Visit = "v1" };
        var other = Receipt([Line(0, 2)]) with { Visit = "v2", Entered = At - 60.Seconds };
        var both = PartyReceipt.Of("p", [one, other]);
        Assert.Equal([(0, 3), (1, 1)], both.Lines.Select(l => (l.Product.Index, l.Quantity)));
        Assert.Equal(2, both.Lines[0].Evidence.Length);
        Assert.Equal(0.987 * 0.987, both.Lines[0].Probability.Value, 9);
        Assert.Equal(both.Lines.Select(l => (l.Product, l.Quantity)), PartyReceipt.Of("p", [other, one]).Lines.Select(l => (l.Product, l.Quantity)));
    }

    static Product Product(int i, string name, long price) => new(new(i), $"c{i}", null, name, 100.Grams, null, SaleUnit.Each, new(price, "EUR"));

    static IssuedReceipt First(params (int Product, int Quantity)[] basket) =>
        Good(Issuing.First(Receipt([.. basket.Select(b => Line(b.Product, b.Quantity))]), Goods, Book, Why()));

    static Receipt Receipt(ImmutableArray<ReceiptLine> lines) => new("v1", "ann", At - 300.Seconds, At, VisitStatus.Settled, lines) { Party = "v1" };

    static ReceiptLine Line(int product, int quantity, ChargeDecision charge = ChargeDecision.Now) => new(
        new(product), quantity, 100.Grams, new(0.987), charge, [new(1, quantity, new(0.987), $"took {quantity} of {product}")]);

    static IssueReason Why(string words = "closed") => new(At, IssueCause.Closed, words);

    static IssuedReceipt Good(Result<IssuedReceipt> result) => ((Result<IssuedReceipt>.Good)result).Value;

    static string Code(Result<IssuedReceipt> result) => ((Result<IssuedReceipt>.Bad)result).Fault.Code;
}
