package io.recaller.asterisk;

import org.asteriskjava.manager.event.ManagerEvent;

/** Gets what comes over the {@link AmiLink}, in order, on its one consumer thread. */
interface AmiListener {
    void on(ManagerEvent event);

    /**
     * The link was made, for the first time or again; whatever happened before was not heard.
     *
     * @param calls what Asterisk has now
     */
    void connected(LiveCalls calls);
}
