namespace Nabla.Data.Generated;

/// <summary>How the digits 0 … 9 are written: two to four ways each, designed by hand. A way is a few strokes; a stroke is a curve through points in
/// percent of the writing box (x to the right, y down), with sharp corners at the points marked '!'.</summary>
static class GlyphShapes
{
    static readonly string[][] Designs =
    [
        [
            "55 2  27 14  12 50  25 88  50 98  77 86  88 50  76 13  52 3",
            "64 6  34 6  11 40  15 80  43 98  79 82  91 42  72 9  44 11",
            "60 2  36 20  24 60  33 93  52 97  70 70  76 30  66 5  52 6",
        ],
        [
            "52 2  50 50  48 98",
            "30 24  56 2!  54 50  53 98",
            "28 22  54 2!  54 50  54 97 / 28 98  54 97  82 98",
        ],
        [
            "15 25  30 5  60 3  82 22  72 48  42 74  11 96!  50 95  91 95",
            "15 20  42 2  76 15  74 42  46 74  20 95  9 84  26 78  52 92  76 98  93 86",
            "18 10  48 2  78 14  79 34  60 60  14 97!  52 93  88 97",
        ],
        [
            "14 13  44 2  75 14  71 37  40 47!  76 56  86 78  62 97  30 97  10 85",
            "14 5  48 6  82 4!  62 22  42 41!  74 49  86 72  66 96  34 98  11 87",
            "18 8  50 2  74 18  62 40  38 46  64 50  82 70  64 95  34 99  12 88",
        ],
        [
            "34 2  22 30  11 59!  50 59  92 57 / 68 27  66 60  62 98",
            "63 98  65 50  67 2!  40 34  9 68!  50 69  93 67",
            "20 4  14 34  28 54  52 54  78 42 / 82 2  74 50  68 98",
        ],
        [
            "80 4  52 5  25 4!  22 24  19 46!  48 37  80 52  84 78  58 97  30 96  12 87",
            "26 7  24 24  21 43!  54 39  82 58  76 86  46 98  12 90 / 25 7  54 5  88 3",
            "82 10  52 3  24 16  30 38  60 50  82 70  66 94  38 98  12 88",
        ],
        [
            "70 2  38 22  15 58  22 90  52 98  80 82  74 58  47 51  20 68",
            "55 1  34 26  18 62  24 92  52 97  76 80  68 58  42 58  22 76",
            "84 12  58 2  28 24  13 60  26 93  56 97  83 76  70 54  42 54  17 72",
        ],
        [
            "12 6  48 7  86 5!  68 34  50 64  38 98",
            "12 7  46 8  84 5!  64 40  42 98 / 28 52  52 50  78 47",
            "13 21  14 6!  48 8  86 7!  74 36  56 60  50 98",
        ],
        [
            "74 16  47 2  21 19  37 41  68 59  82 82  52 98  18 83  30 60  62 41  78 20  66 6",
            "50 46  24 32  30 8  52 2  74 10  74 34  50 46! / 50 46  20 62  17 86  50 98  82 86  80 62  50 46",
            "80 10  52 2  28 14  34 38  62 56  72 80  46 98  20 84  36 56  70 32  80 10",
        ],
        [
            "80 22  52 3  21 19  23 44  52 51  79 28!  78 55  68 98",
            "76 28  52 3  19 24  32 51  62 46  78 26 / 80 4  77 50  74 98",
            "80 18  48 2  18 24  30 50  62 46  81 20!  82 60  66 92  40 98  18 88",
        ],
    ];

    /// <summary>For each digit, the ways to write it.</summary>
    public static readonly GlyphShape[][] All = [.. Designs.Select(ways => ways.Select(Parse).ToArray())];

    static GlyphShape Parse(string design) => new([.. design.Split('/').Select(ParseStroke)]);

    static StrokePoint[] ParseStroke(string stroke)
    {
        var words = stroke.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. words.Chunk(2).Select(pair => new StrokePoint(Percent(pair[0]), Percent(pair[1].TrimEnd('!')), pair[1].EndsWith('!')))];
    }

    static float Percent(string word) => int.Parse(word, CultureInfo.InvariantCulture) * 0.01f;
}
