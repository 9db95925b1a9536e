#include "viewfinder/figure.hpp"

namespace groundglass::viewfinder {
namespace {

// Limbs of a standing adult of 1.75 m; index 0 is the left side (+X).
Skeleton standing() {
    Skeleton s;
    s.pelvis = {0, 0.95F, -0.01F};
    s.chest = {0, 1.28F, -0.01F};
    s.neck = {0, 1.465F, -0.02F};
    s.eyes = {0, 1.75F - headCrown, 0.022F};
    for (int i = 0; i < 2; ++i) {
        const float side = i == 0 ? 1.0F : -1.0F;
        s.shoulder[i] = {side * 0.175F, 1.405F, -0.02F};
        s.elbow[i] = {side * 0.235F, 1.125F, -0.045F};
        s.wrist[i] = {side * 0.235F, 0.885F, 0.045F};
        s.hip[i] = {side * 0.088F, 0.92F, 0};
        s.knee[i] = {side * 0.098F, 0.50F, 0.015F};
        s.ankle[i] = {side * 0.105F, 0.085F, -0.02F};
        s.toe[i] = {side * 0.135F, 0.035F, 0.13F};
    }
    return s;
}

void sit(Skeleton& s) {
    const float drop = 0.40F;
    for (V3* p : {&s.pelvis, &s.chest, &s.neck, &s.eyes}) p->y -= drop;
    for (int i = 0; i < 2; ++i) {
        const float side = i == 0 ? 1.0F : -1.0F;
        s.shoulder[i].y -= drop;
        s.hip[i] = {side * 0.095F, 0.545F, 0.02F};
        s.knee[i] = {side * 0.115F, 0.520F, 0.44F};
        s.ankle[i] = {side * 0.115F, 0.085F, 0.40F};
        s.toe[i] = {side * 0.140F, 0.035F, 0.54F};
        s.elbow[i] = {side * 0.245F, 0.755F, 0.02F};
        s.wrist[i] = {side * 0.130F, 0.640F, 0.24F};
    }
    s.seat = 0.46F;
}

void holdCup(Skeleton& s) {
    for (int i = 0; i < 2; ++i) {
        const float side = i == 0 ? 1.0F : -1.0F;
        const V3 cup = s.eyes + V3{0, -0.205F, 0.185F};
        s.wrist[i] = cup + V3{side * 0.082F, -0.060F, -0.050F};
        s.elbow[i] = {side * 0.235F, s.eyes.y - 0.43F, 0.205F};
    }
}

// The right hand carries a shaft in front of the shoulder.
void holdUmbrella(Skeleton& s) {
    s.elbow[1] = s.shoulder[1] + V3{-0.03F, -0.26F, 0.03F};
    s.wrist[1] = s.shoulder[1] + V3{0.04F, -0.13F, 0.23F};
}

void stride(Skeleton& s, float length) {
    const float lift = length > 0.5F ? 0.16F : 0.0F;
    s.knee[0] = s.hip[0] + V3{0, -0.40F + lift, 0.14F + length * 0.25F};
    s.ankle[0] = {0.09F, 0.10F + lift * 0.7F, length * 0.62F};
    s.toe[0] = s.ankle[0] + V3{0.01F, 0.01F, 0.15F};
    s.knee[1] = s.hip[1] + V3{0, -0.41F, -0.01F};
    s.ankle[1] = {-0.09F, 0.15F + lift, -length * 0.62F};
    s.toe[1] = s.ankle[1] + V3{0, -0.11F, 0.10F};
    for (int i = 0; i < 2; ++i) {
        const float forward = i == 0 ? -1.0F : 1.0F;  // arms swing against the legs
        s.elbow[i] =
            s.shoulder[i] + V3{i == 0 ? 0.05F : -0.05F, -0.25F, forward * (0.06F + length * 0.16F) - 0.03F};
        s.wrist[i] =
            s.elbow[i] + (length > 0.5F ? V3{0, 0.10F, 0.20F} : V3{0, -0.20F, 0.11F + forward * 0.05F});
    }
}

void leanTrunk(Skeleton& s, float forward) {
    for (V3* p : {&s.chest, &s.neck, &s.eyes, &s.shoulder[0], &s.shoulder[1], &s.elbow[0], &s.elbow[1],
                  &s.wrist[0], &s.wrist[1]})
        *p = aboutX(*p - s.pelvis, forward) + s.pelvis;
}

// Both hands, mirrored: an elbow and a wrist away from the shoulder of the left side.
void arms(Skeleton& s, V3 elbow, V3 wrist) {
    for (int i = 0; i < 2; ++i) {
        const V3 side{i == 0 ? 1.0F : -1.0F, 1, 1};
        s.elbow[i] = s.shoulder[i] + elbow * side;
        s.wrist[i] = s.shoulder[i] + wrist * side;
    }
}

void rightArm(Skeleton& s, V3 elbow, V3 wrist) {
    s.elbow[1] = s.shoulder[1] + elbow;
    s.wrist[1] = s.shoulder[1] + wrist;
}

void crouch(Skeleton& s) {
    const V3 drop{0, -0.46F, -0.06F};
    for (V3* p : {&s.pelvis, &s.chest, &s.neck, &s.eyes}) *p = *p + drop;
    for (int i = 0; i < 2; ++i) {
        const float side = i == 0 ? 1.0F : -1.0F;
        s.shoulder[i] = s.shoulder[i] + drop;
        s.hip[i] = s.hip[i] + drop;
        s.knee[i] = {side * 0.17F, 0.52F, 0.33F};
        s.ankle[i] = {side * 0.13F, 0.10F, 0.02F};
        s.toe[i] = {side * 0.16F, 0.035F, 0.17F};
    }
    leanTrunk(s, 0.28F);
    arms(s, {0.03F, -0.20F, 0.17F}, {-0.02F, -0.27F, 0.40F});
}

void kneel(Skeleton& s) {
    const V3 drop{0, -0.41F, 0};
    for (V3* p : {&s.pelvis, &s.chest, &s.neck, &s.eyes}) *p = *p + drop;
    for (int i = 0; i < 2; ++i) {
        const float side = i == 0 ? 1.0F : -1.0F;
        s.shoulder[i] = s.shoulder[i] + drop;
        s.elbow[i] = s.elbow[i] + drop;
        s.wrist[i] = s.wrist[i] + drop;
        s.hip[i] = s.hip[i] + drop;
        s.knee[i] = {side * 0.11F, 0.07F, 0.08F};
        s.ankle[i] = {side * 0.11F, 0.08F, -0.36F};
        s.toe[i] = {side * 0.12F, 0.035F, -0.46F};
    }
}

// Poses of arms, trunk and head beside walking, running and sitting.
void strike(Skeleton& s, std::string_view pose) {
    if (pose == "leaning") leanTrunk(s, 0.16F);
    if (pose == "leaning_forward") leanTrunk(s, 0.34F);
    if (pose == "crouching") crouch(s);
    if (pose == "kneeling") kneel(s);
    if (pose == "holding") arms(s, {0.05F, -0.26F, 0.07F}, {-0.085F, -0.21F, 0.30F});
    if (pose == "arms_open") arms(s, {0.23F, -0.15F, 0.02F}, {0.44F, -0.04F, 0.12F});
    if (pose == "arms_raised") arms(s, {0.16F, 0.20F, 0.03F}, {0.13F, 0.46F, 0.05F});
    if (pose == "hands_on_hips") arms(s, {0.18F, -0.22F, -0.06F}, {-0.02F, -0.38F, 0.07F});
    if (pose == "pointing") rightArm(s, {-0.06F, -0.07F, 0.25F}, {-0.05F, -0.02F, 0.51F});
    if (pose == "reaching") rightArm(s, {-0.02F, -0.13F, 0.23F}, {0.04F, -0.04F, 0.49F});
    if (pose == "looking_up") s.headPitch = -0.38F;
    if (pose == "looking_down" || pose == "reading") s.headPitch = 0.36F;
    if (pose == "reading" || pose == "typing" || pose == "writing")
        arms(s, {0.05F, -0.26F, 0.07F}, {-0.07F, -0.24F, 0.29F});
    if (pose.ends_with("bowed")) s.headPitch = 0.48F;
}

}  // namespace

Build buildOf(std::string_view kind) {
    Build b;
    if (kind == "elder") b = {.height = 1.66F, .headScale = 1, .width = 0.96F, .elder = true, .coat = true};
    if (kind == "child") b = {.height = 1.28F, .headScale = 0.90F, .width = 0.9F, .child = true};
    if (kind == "doll") b = {.height = 1.15F, .headScale = 1.02F, .width = 0.85F, .doll = true};
    if (kind == "astronaut")
        b = {.height = 1.80F, .headScale = 1, .width = 1.2F, .helmet = true, .suit = true};
    if (kind == "detective") b = {.height = 1.80F, .headScale = 1, .width = 1.06F, .coat = true, .hat = true};
    return b;
}

Skeleton skeletonOf(const Build& b, std::string_view pose, std::string_view prop) {
    Skeleton s = standing();
    const bool drinks = pose == "drinking" || prop == "cup";
    if (pose.starts_with("sitting") || pose == "seated" || drinks) sit(s);
    if (pose == "walking") stride(s, 0.42F);
    if (pose == "running") {
        stride(s, 0.75F);
        leanTrunk(s, 0.20F);
    }
    strike(s, pose);
    if (drinks) {
        s.headPitch = 0.05F;
        s.headRoll = 0.025F;
    }
    const float scale = b.height / 1.75F;
    for (V3* p : {&s.pelvis, &s.chest, &s.neck, &s.eyes}) *p = *p * scale;
    for (int i = 0; i < 2; ++i)
        for (V3* p :
             {&s.shoulder[i], &s.elbow[i], &s.wrist[i], &s.hip[i], &s.knee[i], &s.ankle[i], &s.toe[i]})
            *p = V3{p->x * b.width, p->y, p->z} * scale;
    s.seat *= scale;
    const float headRoom = headCrown * (b.headScale - scale);  // a head larger than its body's share
    s.eyes.y -= headRoom * 0.2F;
    if (b.suit) s.eyes = s.eyes + V3{0, 0.03F, 0.015F};
    if (drinks) holdCup(s);
    if (prop == "umbrella") holdUmbrella(s);
    return s;
}

}  // namespace groundglass::viewfinder
