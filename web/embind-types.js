// Embind registers every type of C++ that it knows; the bindings pass neither wide texts nor whole
// numbers of 64 bits nor views of memory, and what would convert them is left out.
mergeInto(LibraryManager.library, {
  _embind_register_std_wstring: function() {},
  _embind_register_bigint: function() {},
  _embind_register_memory_view: function() {},
});
