namespace Nabla.Modules;

/// <summary>A layer that computes the activation after it in the same operation.</summary>
internal interface IActivated
{
    /// <summary>f of what the layer gives.</summary>
    Tensor Forward<F>(Tensor input, F activation) where F : struct, IUnaryFormula;
}
