"""Mojibake and other damage of text that went through several programs."""


def mend(text: str) -> str:
    """Undo wrong decodings, typographic ligatures, stray control characters and odd line ends.

    Quotation marks stay as the writer set them.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        By ftfy (Speer, 2019), whose heuristics leave sound text alone.
    """
    if text.isascii():
        return text.replace("\r\n", "\n").replace("\r", "\n")
    from ftfy import TextFixerConfig, fix_text

    return fix_text(
        text, TextFixerConfig(unescape_html=False, uncurl_quotes=False, fix_character_width=False, normalization=None)
    )
