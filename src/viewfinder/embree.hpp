#pragma once

#if GROUNDGLASS_EMBREE >= 4
#include <embree4/rtcore.h>
#else
#include <embree3/rtcore.h>
#endif

#include <memory>
#include <type_traits>

namespace groundglass::viewfinder {

inline constexpr int lanes = 16;

// Embree 3 takes a context for every call, Embree 4 arguments; both mean "coherent or not".
inline void intersect(const int* valid, RTCScene scene, RTCRayHit16& rays, bool coherent) {
#if GROUNDGLASS_EMBREE >= 4
    RTCIntersectArguments arguments;
    rtcInitIntersectArguments(&arguments);
    arguments.flags = coherent ? RTC_RAY_QUERY_FLAG_COHERENT : RTC_RAY_QUERY_FLAG_INCOHERENT;
    rtcIntersect16(valid, scene, &rays, &arguments);
#else
    RTCIntersectContext context;
    rtcInitIntersectContext(&context);
    context.flags = coherent ? RTC_INTERSECT_CONTEXT_FLAG_COHERENT : RTC_INTERSECT_CONTEXT_FLAG_INCOHERENT;
    rtcIntersect16(valid, scene, &context, &rays);
#endif
}

// Embree 3.13 does not return from coherent occlusion packets in scenes of instances: never ask for it there.
inline void occluded(const int* valid, RTCScene scene, RTCRay16& rays, bool coherent) {
#if GROUNDGLASS_EMBREE >= 4
    RTCOccludedArguments arguments;
    rtcInitOccludedArguments(&arguments);
    arguments.flags = coherent ? RTC_RAY_QUERY_FLAG_COHERENT : RTC_RAY_QUERY_FLAG_INCOHERENT;
    rtcOccluded16(valid, scene, &rays, &arguments);
#else
    RTCIntersectContext context;
    rtcInitIntersectContext(&context);
    context.flags = coherent ? RTC_INTERSECT_CONTEXT_FLAG_COHERENT : RTC_INTERSECT_CONTEXT_FLAG_INCOHERENT;
    rtcOccluded16(valid, scene, &context, &rays);
#endif
}

struct ReleaseScene {
    void operator()(RTCScene scene) const { rtcReleaseScene(scene); }
};
struct ReleaseDevice {
    void operator()(RTCDevice device) const { rtcReleaseDevice(device); }
};
using ScenePtr = std::unique_ptr<std::remove_pointer_t<RTCScene>, ReleaseScene>;
using DevicePtr = std::unique_ptr<std::remove_pointer_t<RTCDevice>, ReleaseDevice>;

}  // namespace groundglass::viewfinder
