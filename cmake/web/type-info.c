// What the C++ library's classes say about themselves, for casts and for catching exceptions: nobody
// asks, as the module has neither. Their tables would bring the search through base classes along.

#define EMPTY_TABLE(name) const void* const name[10] = {0}

EMPTY_TABLE(_ZTVN10__cxxabiv117__class_type_infoE);
EMPTY_TABLE(_ZTVN10__cxxabiv120__si_class_type_infoE);
EMPTY_TABLE(_ZTVN10__cxxabiv121__vmi_class_type_infoE);
EMPTY_TABLE(_ZTVN10__cxxabiv123__fundamental_type_infoE);
EMPTY_TABLE(_ZTVN10__cxxabiv119__pointer_type_infoE);
EMPTY_TABLE(_ZTVN10__cxxabiv120__function_type_infoE);
EMPTY_TABLE(_ZTVN10__cxxabiv116__enum_type_infoE);
EMPTY_TABLE(_ZTVN10__cxxabiv117__array_type_infoE);
