using Nabla.Devices;
using Nabla.Gradients;
using Nabla.Modules;
using Nabla.Operations;
using Nabla.Tensors;

namespace Nabla.Tests.Modules.Recurrent;

/// <summary>Outputs, final states and gradients that PyTorch 1.13 gave in float64 for the same numbers: torch.nn.RNN, GRU and LSTM, with and without pack_padded_sequence.</summary>
public class PyTorchFactsTests
{
    const int Batch = 3, Time = 4, Inputs = 2, Hidden = 3;

    /// <param name="Make">The network.</param>
    /// <param name="WithLengths">Whether the examples end after 4, 2 and 3 steps.</param>
    /// <param name="First">The outputs of the first step of the first example.</param>
    /// <param name="Results">Fingerprints of outputs and final states.</param>
    /// <param name="Gradients">Fingerprints of the gradients of x, the first states, and each parameter in order.</param>
    sealed record Fact(Func<Nabla.Modules.Recurrent> Make, bool WithLengths, double[] First, double[] Results, double[] Gradients);

    static readonly RecurrentOptions bothWays = new() { Layers = 2, Bidirectional = true };

    static readonly Dictionary<string, Fact> facts = new()
    {
        ["Rnn with tanh"] = new(() => new Rnn(2, 3, Rng.FromSeed(0)), WithLengths: false,
            [0.4707437085668, -0.2647333910297, -0.8687129634191],
            [0.6282466420118, 1.3192874939481],
            [-0.3581795790697, 0.2763110512607, 1.8769192585434, 0.2464357878467, 0.728073708504, 0.728073708504]),
        ["Rnn with ReLU"] = new(() => new Rnn(2, 3, Rng.FromSeed(0), activation: RnnActivation.Relu), WithLengths: false,
            [0.5110253393182, 0.0, 0.0],
            [-1.0138983596306, 0.7705529743005],
            [-0.643824362908, -0.4520724043036, 0.3497911074176, 0.4004229814552, -0.431051262364, -0.431051262364]),
        ["Gru"] = new(() => new Gru(2, 3, Rng.FromSeed(0)), WithLengths: false,
            [-0.4836572467563, 0.002316250461, 0.1733258237409],
            [0.9068995744522, -0.3226158824784],
            [0.395275300526, 0.1409434349888, 0.5744709953257, 0.1108126828962, 0.1497307483352, 0.0126792580644]),
        ["Lstm of 2 layers, both ways"] = new(() => new Lstm(2, 3, Rng.FromSeed(0), bothWays), WithLengths: false,
            [0.0099517699699, 0.0144993762683, 0.0705424421074, -0.3739571163582, -0.1948333849158, -0.0336045268967],
            [3.6082618004637, -0.0811327870753, 0.0801454205945],
            [0.3331752198571, -0.2594909440666, 0.2821560448946, -0.1938800079086, 0.3403837718851, -0.43727061505, -0.43727061505, 0.5078168256395,
                0.3155832599125, 0.1469282210662, 0.1469282210662, -0.0255740970357, -0.090579326956, 0.3366127481527, 0.3366127481527, 0.3003352261113,
                -0.2259678949429, 0.4785997771631, 0.4785997771631]),
        ["Rnn both ways, with lengths"] = new(() => new Rnn(2, 3, Rng.FromSeed(0), new() { Bidirectional = true }), WithLengths: true,
            [0.4707437085668, -0.2647333910297, -0.8687129634191, 0.4255794928519, 0.6068733891237, 0.509571164144],
            [-3.310516091784, 1.7490540272913],
            [-0.0475055077094, 0.0184440906438, 0.196057980787, 0.2623672006633, -1.1737390575551, -1.1737390575551, 0.1923127627217, -0.4836977756338,
                0.8239865070937, 0.8239865070937]),
        ["Gru of 2 layers, both ways, with lengths"] = new(() => new Gru(2, 3, Rng.FromSeed(0), bothWays), WithLengths: true,
            [0.0147101516441, -0.0272960404237, -0.024121364622, -0.4173932756803, -0.0799733536526, 0.0247180192191],
            [3.2608639731554, -0.6330176552651],
            [0.8462775642291, 0.7468636122964, 0.0713263083869, -0.2139914855568, 0.271472347472, 0.0531251178975, -0.1495436955192, -1.1732420806069,
                -0.7530828370918, -0.1501372295992, -0.6799122923615, -0.0789986960881, -1.4201869377665, -0.9858102215587, -0.1761935589253, 0.0265368967082,
                1.5009303722863, 0.441258709429]),
        ["Lstm of 2 layers, both ways, with lengths"] = new(() => new Lstm(2, 3, Rng.FromSeed(0), bothWays), WithLengths: true,
            [0.0099517699699, 0.0144993762683, 0.0705424421074, -0.3739571163582, -0.1948333849158, -0.0336045268967],
            [2.8098168513501, -0.0528370471956, -0.0647890643253],
            [0.1713405373093, 0.1856192867861, 0.35852861747, -0.0724154537362, 0.0405271101219, -0.2488957496411, -0.2488957496411, 0.5167354489016,
                0.1649394894245, 0.1305449322598, 0.1305449322598, 0.0127133077145, -0.0660276169173, 0.0431700143557, 0.0431700143557, 0.0306869469246,
                -0.1436212572012, 0.8209532946848, 0.8209532946848]),
    };

    public static TheoryData<string> Names => [.. facts.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Results_and_gradients_are_those_of_PyTorch(string name)
    {
        Fact fact = facts[name];
        Nabla.Modules.Recurrent net = fact.Make();
        net.SetDataType(DataType.Float64);
        foreach (var (parameter, k) in net.Parameters.Select((parameter, k) => (parameter, k))) parameter.Value.CopyFrom<double>(Numbers(parameter.Shape, k));
        int states = net.Layers * net.Directions;
        Tensor x = Leaf([Batch, Time, Inputs], 100), hidden = Leaf([states, Batch, Hidden], 200), cell = Leaf([states, Batch, Hidden], 300);
        Tensor? lengths = fact.WithLengths ? Tensor.From(4, 2, 3) : null;
        bool hasCell = net is Lstm;
        Tensor[] results = [];
        Tape.Differentiate(() =>
        {
            RecurrentState[] start = [.. Enumerable.Range(0, states).Select(i => new RecurrentState(hidden.Select(0, i), hasCell ? cell.Select(0, i) : null))];
            var (outputs, final) = net.Call(x, lengths, start);
            results = [outputs, Tensor.Stack([.. final.Select(state => state.Hidden)]), .. hasCell ? [Tensor.Stack([.. final.Select(state => state.Cell!)])] : (Tensor[])[]];
            return results.Select((result, i) => (result * Given(result.Shape, 400 + 100 * i)).Sum()).Aggregate((sum, next) => sum + next);
        });
        Close(fact.First, results[0].ToArray<double>()[..fact.First.Length], "the first step");
        Close(fact.Results, [.. results.Select(Fingerprint)], "results");
        Tensor[] leaves = [x, hidden, .. hasCell ? [cell] : (Tensor[])[], .. net.Parameters.Select(parameter => parameter.Value)];
        Close(fact.Gradients, [.. leaves.Select(leaf => Fingerprint(leaf.Gradient!))], "gradients");
    }

    static double[] Numbers(Shape shape, int k) => [.. Enumerable.Range(0, (int)shape.Count).Select(i => 0.6 * Math.Sin(1.3 * i + k))];

    static Tensor Given(Shape shape, int k) => Tensor.From(Numbers(shape, k), shape);

    static Tensor Leaf(Shape shape, int k) => Given(shape, k).RequireGradient();

    static double Fingerprint(Tensor tensor) => tensor.ToArray<double>().Select((value, i) => value * Math.Cos(i + 1)).Sum();

    static void Close(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - actual[i]) < 1e-11, $"{what}, number {i}: expected {expected[i]:R}, got {actual[i]:R}");
    }
}
