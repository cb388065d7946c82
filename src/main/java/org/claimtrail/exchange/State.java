package org.claimtrail.exchange;

import java.util.function.Supplier;

/** One state of the record, which is read piece by piece. */
interface State {

    <T> T read(Supplier<T> reading);
}
