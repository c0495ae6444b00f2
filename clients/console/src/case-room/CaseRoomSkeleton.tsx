import { Skeleton } from "@hutong/client-kit";

/** The room's shape while it is loaded. */
export function CaseRoomSkeleton() {
  return (
    <div class="room" aria-busy="true">
      <div class="room-head">
        <Skeleton lines={2} class="w-80" />
      </div>
      <div class="panel card clocks">
        <Skeleton lines={2} />
      </div>
      <div class="room-left">
        <div class="panel card">
          <Skeleton lines={7} />
        </div>
      </div>
      <div class="room-centre">
        <div class="panel card">
          <Skeleton lines={5} />
        </div>
        <div class="panel card">
          <Skeleton lines={4} />
        </div>
      </div>
      <div class="panel card timeline-card">
        <Skeleton lines={9} />
      </div>
    </div>
  );
}
