"""The languages and forms that dates are written in, by the names of the Unicode CLDR."""

LOCALES = (
    "cs_CZ", "da_DK", "de_DE", "el_GR", "en_GB", "en_US", "es_ES", "fi_FI", "fr_FR", "hu_HU",
    "id_ID", "it_IT", "ja_JP", "ko_KR", "nl_NL", "pl_PL", "pt_BR", "ru_RU", "sv_SE", "tr_TR",
    "uk_UA", "vi_VN", "zh_CN", "zh_TW",
)  # fmt: skip
FORMS = ("full", "long", "medium", "short")
