// Package method is the mathematics of counts, shares and rates: intervals for
// a share, a count and a difference of shares, the comparison of two periods
// with their days as exposure, the adjustment of many p-values, exact rounding
// of percentages and exact weighted quantiles. Its subpackages hold the other
// families of methods, one noun each.
//
// It is not the place for data, words or decisions: it reads nothing, formats
// nothing, draws no random number and does not know what a case is. Which
// interval a report prints is decided in package stats.
//
// The invariant of the whole tree: a method states its domain and its source,
// and outside of the domain it reports false or an error. NaN never leaves a
// method. A result may be +Inf only where the contract says so, as the upper
// limit of a ratio with a zero below the line.
package method
