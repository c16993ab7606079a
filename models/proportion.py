"""A share of a count, as it is told."""


def proportion(hits: int, of: int) -> str:
    """Hits, their share and its 95 % interval (Wilson 1927), such as `3/4 = 0.75 [0.30, 0.95]`; `none` of nothing."""
    from scipy.stats import binomtest

    if not of:
        return "none"
    interval = binomtest(hits, of).proportion_ci(method="wilson")
    return f"{hits}/{of} = {hits / of:.2f} [{interval.low:.2f}, {interval.high:.2f}]"
