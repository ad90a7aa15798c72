package mcpx

import "reflect"

// chainMax limits the errors of a chain that are looked at. A chain can be endless,
// since Unwrap is any code.
const chainMax = 10000

// chainOf returns the errors of a chain in the order of [errors.As]: an error, then
// what it wraps, of joined errors one after the other.
func chainOf(err error) []error {
	var chain []error
	found := []error{err} // the next one last
	for left := chainMax; len(found) > 0; {
		node := found[len(found)-1]
		found = found[:len(found)-1]
		if node == nil {
			continue
		}
		chain = append(chain, node)
		var wrapped []error
		switch wrapper := node.(type) {
		case interface{ Unwrap() error }:
			wrapped = []error{wrapper.Unwrap()}
		case interface{ Unwrap() []error }:
			wrapped = wrapper.Unwrap()
		}
		wrapped = wrapped[:min(len(wrapped), left)]
		left -= len(wrapped)
		for i := len(wrapped) - 1; i >= 0; i-- {
			found = append(found, wrapped[i])
		}
	}
	return chain
}

// firstOf is [errors.As] for a chain.
func firstOf[T error](chain []error) (found T, ok bool) {
	for _, node := range chain {
		if match, is := node.(T); is {
			return match, true
		}
		if as, is := node.(interface{ As(any) bool }); is && as.As(&found) {
			return found, true
		}
	}
	return found, false
}

// hasAny is [errors.Is] for a chain and any of the targets, which must be
// comparable.
func hasAny(chain []error, targets ...error) bool {
	for _, node := range chain {
		for _, target := range targets {
			if node == target {
				return true
			}
			if is, ok := node.(interface{ Is(error) bool }); ok && is.Is(target) {
				return true
			}
		}
	}
	return false
}

// codeOf returns the result of a method Code that takes nothing and returns a value
// of any string type. The proxy's codes have a type of their own.
func codeOf(err error) (code string, ok bool) {
	if coded, ok := err.(interface{ Code() string }); ok {
		return coded.Code(), true
	}
	method := reflect.ValueOf(err).MethodByName("Code")
	if !method.IsValid() {
		return "", false
	}
	kind := method.Type()
	if kind.NumIn() != 0 || kind.NumOut() != 1 || kind.Out(0).Kind() != reflect.String {
		return "", false
	}
	return method.Call(nil)[0].String(), true
}
