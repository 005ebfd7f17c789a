using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stroll.Units;

namespace Stroll.Web.Text;

/// <summary>What people type into forms, as values. Whatever cannot be read is none.</summary>
static class FormReading
{
    extension(IFormCollection form)
    {
        /// <summary>Trimmed; empty where the field is missing.</summary>
        internal string Text(string field) => form[field].ToString().Trim();

        /// <summary>A whole number of zero or more.</summary>
        internal int? Whole(string field) => int.TryParse(form.Text(field), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

        /// <summary>A number above zero, with a point or a comma before its decimals.</summary>
        internal double? Above0(string field) =>
            double.TryParse(form.Text(field).Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0 && double.IsFinite(number) ? number : null;

        /// <summary>An amount as people write it, as <c>2.49</c>, in minor units of a currency.</summary>
        internal long? Minor(string field, string currency)
        {
            var scale = (decimal)Math.Pow(10, Amounts.DigitsOf(currency));
            return decimal.TryParse(form.Text(field).Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
                && amount >= 0 && amount < 1_000_000_000 && amount * scale == Math.Truncate(amount * scale) ? (long)(amount * scale) : null;
        }

        /// <summary>A moment as a browser's date field writes it, in the store's time zone.</summary>
        internal Instant? Moment(string field, Clock clock) =>
            DateTime.TryParseExact(form.Text(field), ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
                ? clock.FromLocal(at) : null;
    }
}
