namespace System.Runtime.CompilerServices;

/// <summary>The compiler asks for this type where a record is compiled for a framework older than itself.</summary>
static class IsExternalInit;
