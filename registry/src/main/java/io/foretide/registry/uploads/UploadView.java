package io.foretide.registry.uploads;

import io.foretide.runtime.rest.Says;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.IngestReject;
import java.util.List;

/** An upload's receipt and its first rejects. */
@Says("What became of an upload.")
record UploadView(
    @Says("Its id.") String upload,
    @Says("The one answer to it.") IngestReceipt receipt,
    @Says("The first rows that were not taken; /uploads/{upload}/rejects has all.")
        List<IngestReject> firstRejects) {}
